import { describe, expect, test } from 'vitest';
import { languageFor } from '../../../shared/words/languages.ts';

describe('the language to use', () => {
  test.each([
    ['that of the system, without its region', 'system', ['de-AT', 'en-US'], 'de'],
    ['the first of the system’s that is translated', 'system', ['fr-FR', 'de-CH'], 'de'],
    ['English where none is translated', 'system', ['fr-FR', 'it'], 'en'],
    ['English where the system names none', 'system', [], 'en'],
    ['no pseudo-locale, even for a system that is set to Arabic', 'system', ['ar-EG'], 'en'],
    ['the chosen one, whatever the system’s is', 'en', ['de-DE'], 'en'],
  ] as const)('is %s', (_, choice, preferred, language) => {
    expect(languageFor(choice, preferred)).toBe(language);
  });
});
