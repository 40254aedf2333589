import {
  isPluralElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  parse,
  TYPE,
} from '@formatjs/icu-messageformat-parser';
import { afterEach, describe, expect, test } from 'vitest';
import de from '../../../shared/words/de.json' with { type: 'json' };
import en from '../../../shared/words/en.json' with { type: 'json' };
import { loadLocale, type MessageKey, setLocale, t, tList } from '../../../shared/words/words.ts';

afterEach(() => setLocale({ language: 'en', region: undefined }));

/** Texts that are the same in German: names, formats and the domain's terms. */
const sameInBoth = new Set([
  '{path}, {size, number} MB',
  'FORMAT',
  'PLAN',
  'VERSION',
  'API',
  'APIs',
  'Audience',
  'Audience (aud)',
  'Backup',
  'Backups',
  'Claims',
  'Deutsch',
  'Terminal',
  'Detail',
  'Details',
  'English',
  'Format',
  'Gateways',
  'Header',
  'Implicit',
  'JWK Set',
  'JWKS',
  'Latchkey',
  'Electron',
  'Linux',
  'macOS',
  'Windows',
  'CSV',
  'ID',
  'JSON',
  'JWT',
  'NAME',
  'XML',
  '{seconds} s, {duration}',
  '{count, number} s',
  'in {duration}',
  'Name',
  'OpenAPI',
  'Passphrase',
  'Passphrase: ',
  'Production',
  'Tab',
  'Token',
  'Production Keys',
  'Sandbox',
  'Sandbox Keys',
  'Scope',
  'Scopes',
  'Standard (at+jwt, RFC 9068)',
  'Status',
  'System',
  'Tokens',
  'Update',
  'Updates',
  'Version',
  'WSO2 3.x',
  'WSO2 4.x',
  '{algorithm}',
  '{certificate}',
]);

const keys = Object.keys(en) as MessageKey[];

/** Each argument with what it chooses from: "count plural", "state select other revoked". */
function argumentsOf(elements: readonly MessageFormatElement[]): readonly string[] {
  return elements.flatMap((element): readonly string[] => {
    if (isPluralElement(element) || isSelectElement(element)) {
      const choices = Object.values(element.options).flatMap(({ value }) => argumentsOf(value));
      const names = Object.keys(element.options).toSorted().join(' ');
      const kind = isSelectElement(element) ? `select ${names}` : 'plural';
      return [`${element.value} ${kind}`, ...choices];
    }
    if (isTagElement(element)) return [`<${element.value}>`, ...argumentsOf(element.children)];
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    // A number that is also counted needs no place of its own.
    return [`${element.value} ${TYPE[element.type]}`];
  });
}

function argumentSet(message: string): readonly string[] {
  return [...new Set(argumentsOf(parse(message)))].toSorted();
}

function pluralChoices(elements: readonly MessageFormatElement[]): readonly string[][] {
  return elements.flatMap((element) => {
    if (isTagElement(element)) return pluralChoices(element.children);
    if (!isPluralElement(element) && !isSelectElement(element)) return [];
    const inside = Object.values(element.options).flatMap(({ value }) => pluralChoices(value));
    return isPluralElement(element) ? [Object.keys(element.options), ...inside] : inside;
  });
}

describe('the German catalogue', () => {
  test('has every message of the English one and no other', () => {
    expect(Object.keys(de).toSorted()).toEqual(keys.toSorted());
  });

  test('gives each message the same arguments and choices', () => {
    const different = keys.filter(
      (key) => argumentSet(de[key]).join() !== argumentSet(en[key]).join(),
    );
    expect(different).toEqual([]);
  });

  test('has a form for one and for several wherever it counts', () => {
    const known = /^(?:one|other|=\d+)$/;
    const wrong = keys.filter((key) =>
      pluralChoices(parse(de[key])).some(
        (choices) => !choices.includes('other') || !choices.every((choice) => known.test(choice)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('is translated, except for the words that are the same', () => {
    const untranslated = keys.filter((key) => {
      const words = en[key].replaceAll(/\{\w+(?:, number)?\}/g, '');
      // File names, examples and messages of nothing but arguments have nothing to translate.
      const isName = /^[\w./:-]*$/.test(words) && /[./:\d]/.test(words);
      return de[key] === en[key] && /\p{L}/u.test(words) && !isName && !sameInBoth.has(en[key]);
    });
    expect(untranslated).toEqual([]);
    // A stale exception would hide the next untranslated message.
    const unneeded = [...sameInBoth].filter((text) => !keys.some((key) => en[key] === text));
    expect(unneeded).toEqual([]);
  });

  test('uses German quotation marks and no straight ones', () => {
    // JSON and commands are written as they are typed.
    const typed = /\{'?"|"18 months"|: " \//;
    const wrong = keys.filter(
      (key) => /“[^“„]*”|”/.test(de[key]) || (/"/.test(de[key]) && !typed.test(de[key])),
    );
    expect(wrong).toEqual([]);
  });
});

describe('in German', () => {
  test('a message has the plural of its number, and the number is written as in the region', async () => {
    await loadLocale({ language: 'de', region: 'en-US' });
    expect(t('tokens.revoked', { count: 1 })).toBe('1 Token widerrufen');
    expect(t('tokens.revoked', { count: 1204 })).toBe('1,204 Tokens widerrufen');
  });

  test('names are listed as German lists them', async () => {
    await loadLocale({ language: 'de', region: undefined });
    expect(tList(['Passphrase', 'Schlüsselbund'])).toBe('Passphrase und Schlüsselbund');
  });

  test('English comes back when it is chosen', async () => {
    await loadLocale({ language: 'de', region: undefined });
    await loadLocale({ language: 'en', region: undefined });
    expect(t('ui.close')).toBe('Close');
  });
});
