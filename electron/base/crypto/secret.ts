import { inspect } from 'node:util';

/**
 * A value that opens something. It cannot be put into a log, an answer or a template by accident:
 * it is no string, and what becomes of it as one is a mask. Only {@link Secret.expose} gives it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  expose(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
