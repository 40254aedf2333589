import type { AppError } from '../errors.ts';
import type { Result } from '../result.ts';
import type { Channel, Input, Output } from './contract.ts';
import type { ProgramEvent, ProgramEvents } from './events.ts';

/** The only object that the preload exposes to the page, as `window.latchkey`. */
export interface Bridge {
  /**
   * Makes a call of the contract. Never rejects: a failure is a `Result`.
   *
   * @param files dropped or chosen files, for calls that take them: the preload turns them into
   *   paths, so that the page can't make up a path.
   */
  call<C extends Channel>(
    channel: C,
    input: Input<C>,
    files?: readonly File[],
  ): Promise<Result<Output<C>, AppError>>;
  /** Listens to an event of the program until the returned function is called. */
  on<E extends ProgramEvent>(event: E, listener: (payload: ProgramEvents[E]) => void): () => void;
}

/** A `File` for code without DOM types: only the page and the preload use its members. */
interface File {
  readonly name: string;
  readonly size: number;
}
