import type { ExportFormat } from '../../../shared/domain/token-export.ts';
import { csvText } from '../../base/files/csv.ts';
import type { ExportedToken } from './exported-token.ts';

/** What some formats tell before the first token. */
export interface Outline {
  /** Whether there is no other. */
  readonly isSingle: boolean;
  /** The name of the application that all are of. */
  readonly application: string | undefined;
}

/** Writes tokens one after the other, so that a file never has to be held whole. */
export interface TokenWriter {
  /** What the next token adds. */
  add(token: ExportedToken): string;
  /** What comes after the last. */
  readonly end: string;
}

export interface Format {
  /** Of the file's name, without the first dot. */
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

/** @param text of a token; preceded by what comes before the first and between two of them. */
function writer(
  text: (token: ExportedToken) => string,
  { before = '', between = '', end = '' },
): TokenWriter {
  let isFirst = true;
  return {
    add(token) {
      const lead = isFirst ? before : between;
      isFirst = false;
      return lead + text(token);
    },
    end,
  };
}

/** An item of a list in `JSON.stringify(…, null, 2)`, one level down. */
function jsonItem(value: unknown): string {
  return `    ${JSON.stringify(value, null, 2).replaceAll('\n', '\n    ')}`;
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
  return writer((token) => {
    const text = csvText([{ ...token, scopes: token.scopes.join(' ') }], !hasHeader);
    hasHeader = true;
    return text;
  }, {});
}

/**
 * The bare compact JWT, or one per line. A single one has no line end: what reads the file as it is
 * (a mounted secret, a header) must get the token and nothing else.
 */
function jwtWriter({ isSingle }: Outline): TokenWriter {
  return writer(({ accessToken }) => (isSingle ? accessToken : `${accessToken}\n`), {});
}

/**
 * Lines that `sh` can source and that dotenv reads: a comment and `NAME=token` for each token. The
 * value needs no quotes: base64url and dots.
 */
function envWriter(): TokenWriter {
  const nameOf = variableNames();
  return writer((token) => `# ${describeToken(token)}\n${nameOf(token)}=${token.accessToken}\n`, {
    between: '\n',
  });
}

/** `<APPLICATION>_<KEYTYPE>_ACCESS_TOKEN`, each once: a second one ends in `_2`. */
export function variableNames(): (token: ExportedToken) => string {
  const taken = new Map<string, number>();
  return (token) => {
    const wanted = `${variableStem(token)}_${token.keyType}_ACCESS_TOKEN`;
    let count = taken.get(wanted) ?? 1;
    let name = wanted;
    // From the last number on: an application may have thousands of tokens.
    for (; taken.has(name); name = `${wanted}_${count}`) count += 1;
    taken.set(wanted, count);
    taken.set(name, taken.get(name) ?? 1);
    return name;
  };
}

/** The application's name as far as `[A-Z0-9_]` can say it; of another script, its id instead. */
function variableStem({ application, applicationId }: ExportedToken): string {
  const plain = application.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const stem = plain.replaceAll(/[^A-Z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  const lost = !/[A-Z]/.test(stem) && /\p{L}/u.test(plain);
  if (stem === '' || lost) return `APPLICATION_${applicationId.slice(0, 8).toUpperCase()}`;
  // A variable's name cannot begin with a digit.
  return /^[0-9]/.test(stem) ? `_${stem}` : stem;
}

/**
 * The `Authorization` request header (RFC 6750, section 2.1). Of one token it is the line alone, as
 * `curl --header @file` wants it; of several each has a comment that says whose it is.
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
 * A Postman environment, which Bruno, Insomnia and Hoppscotch import too: a secret variable for each
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

/** dotenv takes U+2028 for a line end: a name with one would write a variable of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
}
