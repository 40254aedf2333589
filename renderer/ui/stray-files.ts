/** Whether files are dragged, not text: fields handle dragged text. */
export function carriesFiles(dragged: DataTransfer): boolean {
  return dragged.types.includes('Files');
}

function refuse(event: DragEvent): void {
  const { dataTransfer } = event;
  if (dataTransfer === null || !carriesFiles(dataTransfer)) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'none';
}

/**
 * A file dropped outside every drop zone would make the browser navigate to it. This blocks the
 * drop and shows so at the cursor. Drops that a zone accepts never bubble up to the window.
 *
 * @returns a function that stops it.
 */
export function refuseStrayFiles(): () => void {
  const refused = new AbortController();
  for (const name of ['dragenter', 'dragover', 'drop'] as const) {
    window.addEventListener(name, refuse, { signal: refused.signal });
  }
  return () => refused.abort();
}
