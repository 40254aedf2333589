import { isLanguage } from '../shared/words/languages.ts';
import { loadLocale } from '../shared/words/words.ts';

// The program writes the language into the page; a development server's page has none.
const { lang, dataset } = document.documentElement;
await loadLocale({
  language: isLanguage(lang) ? lang : 'en',
  region: dataset['region'] || navigator.language,
});
// Modules create labels when they are loaded, so the language has to be set before this import.
await import('./page.tsx');
