/**
 * Replaces secrets in a program's output while it passes through, byte by byte: they may be cut
 * anywhere, and the output may be no text. Only an end that may be the beginning of a secret is held
 * back, so that a prompt appears at once.
 *
 * @param secrets each with the text to show in its place. Empty ones are ignored.
 */
export function masking(secrets: readonly (readonly [secret: string, mark: string])[]) {
  const known = secrets
    .filter(([secret]) => secret !== '')
    .map(([secret, mark]) => ({ secret: Buffer.from(secret), mark: Buffer.from(mark) }))
    // A secret may be the beginning of another one.
    .toSorted((a, b) => b.secret.length - a.secret.length);
  let rest: Buffer = Buffer.alloc(0);

  function next(
    bytes: Buffer,
  ): { readonly at: number; readonly found: (typeof known)[number] } | null {
    let first: { at: number; found: (typeof known)[number] } | null = null;
    for (const found of known) {
      const at = bytes.indexOf(found.secret);
      if (at !== -1 && (first === null || at < first.at)) first = { at, found };
    }
    return first;
  }

  /** How many bytes at the end may be the beginning of a secret. */
  function heldBack(bytes: Buffer): number {
    const longest = Math.max(0, ...known.map(({ secret }) => secret.length - 1));
    for (let length = Math.min(longest, bytes.length); length > 0; length -= 1) {
      const end = bytes.subarray(bytes.length - length);
      if (
        known.some(({ secret }) => secret.length > length && end.equals(secret.subarray(0, length)))
      )
        return length;
    }
    return 0;
  }

  return {
    /** @returns what can be shown of it already. */
    pass(piece: Uint8Array): Uint8Array {
      let bytes = Buffer.concat([rest, piece]);
      const shown: Buffer[] = [];
      for (let hit = next(bytes); hit !== null; hit = next(bytes)) {
        shown.push(bytes.subarray(0, hit.at), hit.found.mark);
        bytes = bytes.subarray(hit.at + hit.found.secret.length);
      }
      const held = heldBack(bytes);
      shown.push(bytes.subarray(0, bytes.length - held));
      rest = bytes.subarray(bytes.length - held);
      return Buffer.concat(shown);
    },
    /** @returns what was held back, once the output has ended. */
    end(): Uint8Array {
      const last = rest;
      rest = Buffer.alloc(0);
      return last;
    },
  };
}
