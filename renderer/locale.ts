import { isLanguage } from '../shared/words/languages.ts';
import { setLocale } from '../shared/words/words.ts';

// Imported before everything else: labels that modules keep are made in this language. The program
// writes it into the page; a development server's page has none.
const { lang, dataset } = document.documentElement;
setLocale({
  language: isLanguage(lang) ? lang : 'en',
  region: dataset['region'] || navigator.language,
});
