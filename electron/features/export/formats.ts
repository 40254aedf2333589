import type { ExportFormat } from '../../../shared/domain/token-export.ts';
import { csvText } from '../../base/files/csv.ts';
import type { ExportedToken } from './exported-token.ts';

/** What some formats need to know before the first token. */
export interface Outline {
  /** Whether there is only one token. */
  readonly isSingle: boolean;
  /** The name of the application, if all tokens belong to one. */
  readonly application: string | undefined;
}

/** Writes tokens a few at a time, so that the file is never held in memory. */
export interface TokenWriter {
  /** The text of the next tokens. */
  add(tokens: readonly ExportedToken[]): string;
  /** The text after the last token. */
  readonly end: string;
}

export interface Format {
  /** The file extension, without the first dot. */
  readonly ending: string;
  readonly begin: (outline: Outline) => TokenWriter;
}

export const formats: Readonly<Record<ExportFormat, Format>> = {
  json: { ending: 'json', begin: jsonWriter },
  env: { ending: 'env', begin: envWriter },
  csv: { ending: 'csv', begin: csvWriter },
  jwt: { ending: 'jwt', begin: jwtWriter },
  header: { ending: 'txt', begin: headerWriter },
  postman: {
    ending: 'postman_environment.json',
    begin: postmanWriter,
  },
};

/** @param text returns one token's text, without what precedes the first or separates two. */
function writer(
  text: (token: ExportedToken) => string,
  { before = '', between = '', end = '' },
): TokenWriter {
  let isFirst = true;
  return {
    add(tokens) {
      if (tokens.length === 0) return '';
      const lead = isFirst ? before : between;
      isFirst = false;
      return lead + tokens.map(text).join(between);
    },
    end,
  };
}

/**
 * An item of a list in `JSON.stringify(…, null, 2)`, one level down; written here because that takes
 * three times as long with line ends as without.
 */
function jsonItem(value: object): string {
  const members = Object.entries(value).map(
    ([name, member]) =>
      `      "${name}": ${Array.isArray(member) ? jsonList(member) : JSON.stringify(member)}`,
  );
  return `    {\n${members.join(',\n')}\n    }`;
}

function jsonList(items: readonly unknown[]): string {
  if (items.length === 0) return '[]';
  return `[\n        ${items.map((item) => JSON.stringify(item)).join(',\n        ')}\n      ]`;
}

/** One shape for one token and for many: `tokens[]`, pretty-printed. */
function jsonWriter(): TokenWriter {
  return writer(jsonItem, {
    before: '{\n  "tokens": [\n',
    between: ',\n',
    end: '\n  ]\n}\n',
  });
}

/** A row for each token, its scopes separated by spaces. */
function csvWriter(): TokenWriter {
  let hasHeader = false;
  return {
    add(tokens) {
      if (tokens.length === 0) return '';
      const rows = tokens.map((token) => ({
        ...token,
        scopes: token.scopes.join(' '),
        revokedAt: token.revokedAt ?? '',
      }));
      const text = csvText(rows, !hasHeader);
      hasHeader = true;
      return text;
    },
    end: '',
  };
}

/**
 * The bare compact JWT, or one per line. A single one has no line end, because readers that use the
 * file verbatim (a mounted secret, a header) must get only the token.
 */
function jwtWriter({ isSingle }: Outline): TokenWriter {
  return writer(({ accessToken }) => (isSingle ? accessToken : `${accessToken}\n`), {});
}

/**
 * Lines for `sh` and dotenv: a comment and `NAME=token` for each token. The value needs no quotes,
 * because it is base64url and dots.
 */
function envWriter(): TokenWriter {
  const nameOf = variableNames();
  return writer((token) => `# ${describeToken(token)}\n${nameOf(token)}=${token.accessToken}\n`, {
    between: '\n',
  });
}

/** Unique names `<APPLICATION>_<KEYTYPE>_ACCESS_TOKEN`. */
export function variableNames(): (token: ExportedToken) => string {
  const unique = uniqueNames();
  return (token) => unique(`${variableStem(token)}_${token.keyType}_ACCESS_TOKEN`);
}

/** Names of which no two are the same: a duplicate gets the suffix `_2`. */
export function uniqueNames(): (wanted: string) => string {
  const taken = new Map<string, number>();
  return (wanted) => {
    let count = taken.get(wanted) ?? 1;
    let name = wanted;
    // Continue from the last number, because an application may have thousands of tokens.
    for (; taken.has(name); name = `${wanted}_${count}`) count += 1;
    taken.set(wanted, count);
    taken.set(name, taken.get(name) ?? 1);
    return name;
  };
}

/** The application's name reduced to `[A-Z0-9_]`, or its id if no letters would be left. */
export function variableStem({
  application,
  applicationId,
}: Pick<ExportedToken, 'application' | 'applicationId'>): string {
  const plain = application.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const stem = plain.replaceAll(/[^A-Z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  const lost = !/[A-Z]/.test(stem) && /\p{L}/u.test(plain);
  if (stem === '' || lost) return `APPLICATION_${applicationId.slice(0, 8).toUpperCase()}`;
  // A variable's name cannot begin with a digit.
  return /^[0-9]/.test(stem) ? `_${stem}` : stem;
}

/**
 * The `Authorization` request header (RFC 6750, section 2.1). A single token is one line, as
 * `curl --header @file` expects; with several, each has a comment that names its owner.
 */
function headerWriter({ isSingle }: Outline): TokenWriter {
  return writer((token) => (isSingle ? '' : `# ${describeToken(token)}\n`) + headerOf(token), {
    between: '\n',
  });
}

function headerOf({ tokenType, accessToken }: ExportedToken): string {
  return `Authorization: ${tokenType} ${accessToken}\n`;
}

/**
 * A Postman environment, which Bruno, Insomnia and Hoppscotch import too: a secret variable per
 * token, named as in `.env`.
 */
function postmanWriter({ application }: Outline): TokenWriter {
  const nameOf = variableNames();
  const name = application ?? 'Latchkey';
  return writer(
    (token) =>
      jsonItem({ key: nameOf(token), value: token.accessToken, type: 'secret', enabled: true }),
    {
      before: `{\n  "name": ${JSON.stringify(name)},\n  "values": [\n`,
      between: ',\n',
      end: '\n  ],\n  "_postman_variable_scope": "environment"\n}\n',
    },
  );
}

/** The owner and state of a token, for a comment: one line, whatever the name is. */
function describeToken(token: ExportedToken): string {
  const end = token.neverExpires ? 'never expires' : `expires ${token.expiresAt}`;
  return `${oneLine(token.application)}, ${token.keyType}: ${token.state}, ${end}`;
}

/** dotenv treats U+2028 as a line end, so a name that contains one could inject a variable. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
}
