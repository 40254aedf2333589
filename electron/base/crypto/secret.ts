import { inspect } from 'node:util';

/**
 * A secret value that can't get into a log, an answer or a template by accident: it isn't a string,
 * and converting it to one gives a mask. Only {@link Secret.expose} returns it.
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
