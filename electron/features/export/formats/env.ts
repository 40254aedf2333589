import type { ExportedToken } from '../exported-token.ts';
import { describeToken } from './describe-token.ts';

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
