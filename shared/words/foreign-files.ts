import { type ForeignFile, foreignFiles } from '../domain/imported-api.ts';
import { isMessageKey, t, tFrom } from './words.ts';

/** What a file is that isn't OpenAPI, such as "a RAML file". */
export function foreignName(found: unknown): string {
  return t(`foreign.${foreignFile(found)}`);
}

/** What to do with it instead, as a sentence; '' where nothing helps. */
export function whatToDo(found: unknown): string {
  const key = `foreignHelp.${foreignFile(found)}`;
  return isMessageKey(key) ? tFrom(key, {}) : '';
}

export function isForeignFile(found: unknown): found is ForeignFile {
  return foreignFiles.some((file) => file === found);
}

function foreignFile(found: unknown): ForeignFile {
  return isForeignFile(found) ? found : 'object';
}
