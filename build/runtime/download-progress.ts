/** How often a terminal without a cursor gets a line, in percent. */
const STEP = 20;

/** A size for people. @param bytes at least 0. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

/**
 * Shows how far a download is: on a terminal in one line that changes, elsewhere, such as in a CI
 * log, in a few lines.
 *
 * @returns what to call with the bytes that arrived and their total.
 */
export function downloadProgress(
  output: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> = process.stderr,
): (transferred: number, total: number) => void {
  let last = -1;
  return (transferred, total) => {
    const percent = Math.floor((100 * transferred) / total);
    const step = output.isTTY ? 1 : STEP;
    const reached = percent - (percent % step);
    if (reached <= last) return;
    last = reached;
    const text = `  ${reached} % of ${megabytes(total)}`;
    if (!output.isTTY) output.write(`${text}\n`);
    else output.write(`\r${text}${reached === 100 ? '\n' : ''}`);
  };
}
