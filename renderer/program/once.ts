const busy = new Set<string>();

/**
 * Does something that is begun by one click or key, without a dialog: a second one before the answer is
 * ignored, since it would be refused, and look as if the first one had been.
 *
 * @param what names the act and what it is about, as in `restore:<id>`.
 */
export async function once(what: string, act: () => Promise<void>): Promise<void> {
  if (busy.has(what)) return;
  busy.add(what);
  try {
    await act();
  } finally {
    busy.delete(what);
  }
}
