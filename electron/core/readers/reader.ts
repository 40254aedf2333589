import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { CoreReadChannel, ReadContext } from '../../base/context/context.ts';
import type { Key } from '../../base/crypto/key.ts';
import { connect } from '../../base/database/connect.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { type StopFlag, Stopped } from '../../base/database/stop-flag.ts';
import { failure } from '../failure.ts';
import { readHandlers } from './read-handlers.ts';

export interface Reader {
  readonly context: ReadContext;
  /** Answers one call that only reads. Never throws; a stopped query gives `call/cancelled`. */
  read(channel: CoreReadChannel, input: unknown): Result<unknown, AppError>;
  close(): void;
}

export interface ReaderOptions {
  readonly file: string;
  /** The reader takes ownership: closing wipes it. */
  readonly key: Key;
  readonly stop: StopFlag;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called with unexpected errors; never with a secret. */
  readonly report: (error: unknown) => void;
}

type AnyReadHandler = (context: ReadContext, input: unknown) => Result<unknown, AppError>;

/** Opens a read-only connection. The workspace must already be open for writing. */
export function openReader({ file, key, stop, now, report }: ReaderOptions): Reader {
  const db = openOrWipe({ file, key, stop });
  const context: ReadContext = { db, now };
  return {
    context,
    read(channel, input) {
      try {
        return (readHandlers[channel] as AnyReadHandler)(context, input);
      } catch (error) {
        if (error instanceof Stopped) return err(appError('call/cancelled'));
        return err(failure(error, file, report));
      }
    },
    close() {
      db.close();
      key.wipe();
    },
  };
}

function openOrWipe({ file, key, stop }: Pick<ReaderOptions, 'file' | 'key' | 'stop'>): ReadableDb {
  try {
    return connect(file, key, { readonly: true, stop }) as unknown as ReadableDb;
  } catch (error) {
    key.wipe();
    throw error;
  }
}
