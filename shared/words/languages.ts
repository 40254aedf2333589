/**
 * The languages of the catalogues in this folder, as BCP 47 tags. The last two are pseudo-locales
 * for tests, built from the English catalogue: one has longer words, the other is also RTL.
 */
export const languages = ['en', 'de', 'en-XA', 'ar-XB'] as const;

export type Language = (typeof languages)[number];

/** The languages with their own catalogue. */
export const translations = ['en', 'de'] as const satisfies readonly Language[];

const directions = {
  en: 'ltr',
  de: 'ltr',
  'en-XA': 'ltr',
  'ar-XB': 'rtl',
} as const satisfies Record<Language, 'ltr' | 'rtl'>;

export function isLanguage(tag: string): tag is Language {
  return languages.some((language) => language === tag);
}

export function isPseudo(language: Language): boolean {
  return !translations.some((translation) => translation === language);
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return directions[language];
}

/**
 * The language to use: the chosen one, or the first of the system's that has a catalogue.
 *
 * @param preferred BCP 47 tags, such as "de-AT", the most wanted one first.
 * @returns English if there is a catalogue for none of them.
 */
export function languageFor(choice: Language | 'system', preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const spoken = preferred.map((tag) => tag.split('-')[0]?.toLowerCase());
  const known = spoken.flatMap((name) =>
    translations.filter((translation) => translation === name),
  );
  return known[0] ?? 'en';
}
