/** Folds case, accents and compatibility forms of letters. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of a search is in the texts; an empty search matches all. */
export function matches(search: string, texts: readonly string[]): boolean {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const where = plain(texts.join('\n'));
  return words.every((word) => where.includes(word));
}
