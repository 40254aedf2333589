import type { z } from 'zod';
import { wipe } from '../../shared/domain/passphrase.ts';
import type { AppError } from '../../shared/errors.ts';
import { parseInput } from '../../shared/input-error.ts';
import { type Channel, contract, typedChannels } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import type { Call } from '../base/context/context.ts';

/** What the main process asks of the core. */
export interface Callable {
  call(channel: string, input: unknown, call: Call): Promise<Result<unknown, AppError>>;
}

/**
 * Typed secrets are parsed here: from here on they are bytes in memory shared with the core's
 * thread, overwritten once it has answered, or has ended without an answer.
 */
export async function callCore(
  core: Callable,
  channel: string,
  input: unknown,
  call: Call,
): Promise<Result<unknown, AppError>> {
  if (!isTyped(channel)) return core.call(channel, input, call);
  const parsed = parseInput<z.ZodType>(contract[channel].input, input);
  if (!parsed.ok) return parsed;
  try {
    return await core.call(channel, parsed.value, call);
  } finally {
    wipe(parsed.value);
  }
}

const isTyped = (channel: string): channel is Channel => typedChannels.has(channel);
