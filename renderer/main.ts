import { isLanguage } from '../shared/words/languages.ts';
import { loadLocale } from '../shared/words/words.ts';

// The program writes the language into the page; a development server's page has none.
const { lang, dataset } = document.documentElement;
await loadLocale({
  language: isLanguage(lang) ? lang : 'en',
  region: dataset['region'] || navigator.language,
});
// Only now: modules keep labels, which are made in the language that is set when they are loaded.
await import('./page.tsx');
