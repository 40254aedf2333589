/** A position, from 1; columns in UTF-16 code units. A type, to be assignable to `detail`. */
export type Place = {
  readonly line: number;
  readonly column: number;
};

export function placeOf(text: string, offset: number): Place {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}
