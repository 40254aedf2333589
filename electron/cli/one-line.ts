/** Text in a line: it can't break the line or control the terminal. */
export function inOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** One stderr line. */
export function oneLine(message: string): string {
  return `latchkey: ${inOneLine(message).trim()}\n`;
}

/** Several lines for people: names in them, such as a foreign key's, can't control the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, ' ');
}
