import { inject } from 'vitest';

/** The entry of the thread that reads OpenAPI files. */
export function importThread(): URL {
  return new URL(inject('importThread'));
}

/** The entry of the threads that answer reading calls. */
export function readerThread(): URL {
  return new URL(inject('readerThread'));
}
