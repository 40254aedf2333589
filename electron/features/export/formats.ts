import type { ExportFormat } from '../../../shared/domain/token-export.ts';
import { csvText } from '../../base/files/csv.ts';
import type { ExportedToken } from './exported-token.ts';

export interface Format {
  /** Of the file's name, without the first dot. */
  readonly ending: string;
  readonly write: (tokens: readonly ExportedToken[]) => string;
}

export const formats: Readonly<Record<ExportFormat, Format>> = {
  json: { ending: 'json', write: tokensAsJson },
  env: { ending: 'env', write: tokensAsEnv },
  csv: { ending: 'csv', write: tokensAsCsv },
  jwt: { ending: 'jwt', write: tokensAsJwt },
  header: { ending: 'txt', write: tokensAsHeader },
  postman: {
    ending: 'postman_environment.json',
    write: tokensAsPostman,
  },
};

/** One shape for one token and for many: `tokens[]`, pretty-printed. */
export function tokensAsJson(tokens: readonly ExportedToken[]): string {
  return `${JSON.stringify({ tokens }, null, 2)}\n`;
}

/** A row for each token, its scopes separated by spaces. */
export function tokensAsCsv(tokens: readonly ExportedToken[]): string {
  return csvText(tokens.map((token) => ({ ...token, scopes: token.scopes.join(' ') })));
}

/**
 * The bare compact JWT, or one per line. A single one has no line end: what reads the file as it is
 * (a mounted secret, a header) must get the token and nothing else.
 */
export function tokensAsJwt(tokens: readonly ExportedToken[]): string {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return only.accessToken;
  return tokens.map((token) => `${token.accessToken}\n`).join('');
}

/**
 * Lines that `sh` can source and that dotenv reads: a comment and `NAME=token` for each token. The
 * value needs no quotes: base64url and dots.
 */
export function tokensAsEnv(tokens: readonly ExportedToken[]): string {
  const names = variableNames(tokens);
  return tokens
    .map((token, index) => `# ${describeToken(token)}\n${names[index]}=${token.accessToken}\n`)
    .join('\n');
}

/** `<APPLICATION>_<KEYTYPE>_ACCESS_TOKEN`, each once: a second one ends in `_2`. */
export function variableNames(tokens: readonly ExportedToken[]): string[] {
  const taken = new Set<string>();
  return tokens.map((token) => {
    const wanted = `${variableStem(token)}_${token.keyType}_ACCESS_TOKEN`;
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  });
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
export function tokensAsHeader(tokens: readonly ExportedToken[]): string {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return headerOf(only);
  return tokens.map((token) => `# ${describeToken(token)}\n${headerOf(token)}`).join('\n');
}

function headerOf({ tokenType, accessToken }: ExportedToken): string {
  return `Authorization: ${tokenType} ${accessToken}\n`;
}

/**
 * A Postman environment, which Bruno, Insomnia and Hoppscotch import too: a secret variable for each
 * token, named as in `.env`.
 */
export function tokensAsPostman(tokens: readonly ExportedToken[]): string {
  const names = variableNames(tokens);
  const applications = new Set(tokens.map(({ application }) => application));
  const [first] = applications;
  const environment = {
    name: applications.size === 1 ? first : 'Latchkey',
    values: tokens.map(({ accessToken }, index) => ({
      key: names[index],
      value: accessToken,
      type: 'secret',
      enabled: true,
    })),
    _postman_variable_scope: 'environment',
  };
  return `${JSON.stringify(environment, null, 2)}\n`;
}

/** Whose token it is and how it stands, for a comment: one line, whatever the name is. */
function describeToken(token: ExportedToken): string {
  const end = token.neverExpires ? 'never expires' : `expires ${token.expiresAt}`;
  return `${oneLine(token.application)}, ${token.keyType}: ${token.state}, ${end}`;
}

/** dotenv takes U+2028 for a line end: a name with one would write a variable of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
}
