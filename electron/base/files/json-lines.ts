/**
 * Splits what arrives on a stream into JSON values, one per line.
 *
 * @param limit the longest line, in bytes, at this moment: nothing longer is kept in memory.
 * @returns takes the next piece. Throws on a line that is too long or isn't JSON.
 */
export function jsonLines(
  limit: () => number,
  hear: (value: unknown) => void,
): (piece: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (piece) => {
    let rest = piece;
    for (;;) {
      const end = rest.indexOf('\n');
      const part = end === -1 ? rest : rest.subarray(0, end);
      length += part.length;
      if (length > limit()) throw new RangeError(`a line of more than ${limit()} bytes`);
      parts.push(part);
      if (end === -1) return;
      const line = Buffer.concat(parts).toString('utf8');
      parts = [];
      length = 0;
      rest = rest.subarray(end + 1);
      hear(JSON.parse(line));
    }
  };
}

/** One line of such a stream. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
