/**
 * The languages of the catalogues in this folder, as BCP 47 tags. The last two are pseudo-locales,
 * made of the English catalogue for tests: one has longer words, the other also runs right to left.
 */
export const languages = ['en', 'en-XA', 'ar-XB'] as const;

export type Language = (typeof languages)[number];

const directions = {
  en: 'ltr',
  'en-XA': 'ltr',
  'ar-XB': 'rtl',
} as const satisfies Record<Language, 'ltr' | 'rtl'>;

export function isLanguage(tag: string): tag is Language {
  return languages.some((language) => language === tag);
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return directions[language];
}
