import { IntlMessageFormat } from 'intl-messageformat';
import en from './en.json' with { type: 'json' };
import { directionOf, isPseudo, type Language } from './languages.ts';
import type { Messages, Tag } from './messages.ts';
import { pseudo } from './pseudo.ts';

export type MessageKey = keyof Messages;

/** The messages that need no arguments: names of menus, titles of dialogs. */
export type PlainKey = {
  [K in MessageKey]: Messages[K] extends null ? K : never;
}[MessageKey];

type Rest<K extends MessageKey> = Messages[K] extends null ? [] : [Messages[K]];

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

export interface Locale {
  /** Decides words, plurals and direction. */
  readonly language: Language;
  /** Decides dates and numbers: a BCP 47 tag, or undefined for the process's default. */
  readonly region: string | undefined;
}

type Catalogue = Readonly<Record<MessageKey, string>>;

let current: Locale = { language: 'en', region: undefined };
let catalogue: Catalogue = en;
const formats = new Map<MessageKey, IntlMessageFormat>();
let formatters = formattersOf(current);

/**
 * Call it once, before the first message: text already on screen isn't updated. English is always
 * loaded, since its keys are needed anyway; other languages are loaded when they are chosen.
 */
export async function loadLocale(locale: Locale): Promise<void> {
  setLocale(locale, locale.language === 'de' ? await german() : en);
}

/** Sets the locale without loading: for English and the pseudo-locales built from it. */
export function setLocale(locale: Locale, messages: Catalogue = en): void {
  const chosen = { ...locale, region: supported(locale.region) };
  const isSame = chosen.language === current.language && chosen.region === current.region;
  // Reading a message takes longer than most answers that contain it.
  if (isSame && messages === catalogue) return;
  current = chosen;
  catalogue = messages;
  formats.clear();
  formatters = formattersOf(chosen);
}

/** Doesn't compile if a German message is missing. */
async function german(): Promise<Catalogue> {
  const { default: de } = await import('./de.json', { with: { type: 'json' } });
  return de;
}

/** A system may report an invalid locale, such as "C". */
function supported(region: string | undefined): string | undefined {
  try {
    return region === undefined ? undefined : Intl.NumberFormat.supportedLocalesOf(region)[0];
  } catch {
    return undefined;
  }
}

export function locale(): Locale {
  return current;
}

export function language(): Language {
  return current.language;
}

/** For dates and numbers outside of messages. */
export function region(): string | undefined {
  return current.region;
}

export function direction(): 'ltr' | 'rtl' {
  return directionOf(current.language);
}

/** The message in the chosen language. */
export function t<K extends MessageKey>(key: K, ...[values]: Rest<K>): string {
  return String(formatOf(key).format(values ?? {}));
}

type Value = string | number;

/** @param key from data, such as an error's code; missing `values` are left empty. */
export function tFrom(key: MessageKey, values: Readonly<Record<string, Value>>): string {
  const given = new Proxy(values, {
    has: () => true,
    get: (all, name: string) => all[name] ?? '',
  });
  return String(formatOf(key).format(given));
}

/** The arguments of a message with tags; each tag is a function of the text inside. */
export type PartsOf<K extends MessageKey, T> = {
  readonly [N in keyof Messages[K]]: Messages[K][N] extends Tag
    ? (text: string) => T
    : Messages[K][N];
};

/** A message with tags such as `<link>…</link>`, in pieces. Tags don't nest. */
export function tParts<K extends MessageKey, T extends object>(
  key: K,
  values: PartsOf<K, T>,
): readonly (string | T)[] {
  const given = Object.entries<unknown>(values).map(([name, value]) =>
    typeof value === 'function'
      ? [name, (chunks: readonly string[]): unknown => value(chunks.join(''))]
      : [name, value],
  );
  const formatted = formatOf(key).format<T>(Object.fromEntries(given));
  return Array.isArray(formatted) ? formatted : [formatted];
}

/**
 * "passphrase and recovery code"; as a unit "1 added, 2 changed".
 */
export function tList(
  items: Iterable<string>,
  type: 'conjunction' | 'disjunction' | 'unit' = 'conjunction',
): string {
  return new Intl.ListFormat(current.language, { type }).format(items);
}

function formatOf(key: MessageKey): IntlMessageFormat {
  const known = formats.get(key);
  if (known !== undefined) return known;
  const message = isPseudo(current.language) ? pseudo(catalogue[key]) : catalogue[key];
  const made = new IntlMessageFormat(message, current.language, undefined, { formatters });
  formats.set(key, made);
  return made;
}

/** Each of them is made once: that takes longer than to format with it. */
function formattersOf({ language: words, region: numbers }: Locale) {
  return {
    getNumberFormat: once<Intl.NumberFormatOptions, Intl.NumberFormat>(
      (options) => new Intl.NumberFormat(numbers, options),
    ),
    getDateTimeFormat: once<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
      (options) => new Intl.DateTimeFormat(numbers, options),
    ),
    getPluralRules: once<Intl.PluralRulesOptions, Intl.PluralRules>(
      (options) => new Intl.PluralRules(words, options),
    ),
  };
}

function once<O, F>(make: (options?: O) => F): (locales: unknown, options?: O) => F {
  const made = new Map<string, F>();
  return (_, options) => {
    const key = JSON.stringify(options ?? {});
    const known = made.get(key);
    if (known !== undefined) return known;
    const one = make(options);
    made.set(key, one);
    return one;
  };
}
