import { inject } from 'vitest';

/** The entry of the thread that reads OpenAPI files. */
export function importThread(): URL {
  return new URL(inject('importThread'));
}
