/** One stderr line: names in it can't break the line or control the terminal. */
export function oneLine(message: string): string {
  return `latchkey: ${message.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()}\n`;
}
