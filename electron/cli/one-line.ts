/** A line on stderr: names in it can't break it or steer the terminal. */
export function oneLine(message: string): string {
  return `latchkey: ${message.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()}\n`;
}
