import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import pLimit from 'p-limit';
import { z } from 'zod';
import { wipe } from '../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import { parseInput } from '../../shared/input-error.ts';
import {
  type Channel,
  contract,
  type Output,
  type Parsed,
  typedChannels,
} from '../../shared/ipc/contract.ts';
import type { ProgramEvent, ProgramEvents } from '../../shared/ipc/events.ts';
import { CALL, EVENT } from '../../shared/ipc/wire.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Call, ShellChannel } from '../base/context/context.ts';
import { log } from '../base/log/log.ts';

type Answer<T> = Result<T, AppError> | Promise<Result<T, AppError>>;

/** A lock takes effect in the window first, and only then in the core. */
export type ShellHandlers = {
  readonly [C in ShellChannel | 'workspace:lock']: (input: Parsed<C>) => Answer<Output<C>>;
};

interface Core {
  call(channel: string, input: unknown, call: Call): Promise<Result<unknown, AppError>>;
}

const messageSchema = z.tuple([z.string(), z.unknown(), z.array(z.string()).max(1000)]);

/** More than any screen needs at once. A page that sends more must not delay a lock. */
const CALLS_AT_ONCE = 64;

/** The only listener for the page's calls: it checks the sender before anything else. */
export function answerCalls(origin: string, shell: ShellHandlers, core: Core): void {
  const limit = pLimit(CALLS_AT_ONCE);
  ipcMain.handle(CALL, async (event, ...message: unknown[]) => {
    if (!isTrustedSender(event, origin)) return err(appError('call/not-trusted'));
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) return err(appError('call/bad-input'));
    const [channel, input, paths] = parsed.data;
    if (!isShellChannel(channel, shell)) {
      return limit(() => callCore(core, channel, input, { paths }));
    }
    const answer = await answerShell(channel, shell, input);
    const endpoint = contract[channel];
    if (answer.ok && 'changes' in endpoint) tellPage(event.sender, 'changed', endpoint.changes);
    return answer;
  });
}

/**
 * Typed secrets are parsed here: from here on they are bytes in memory shared with the core's
 * thread, overwritten once it has answered, or has ended without an answer.
 */
async function callCore(
  core: Core,
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

/** Accepts only calls from our own page's top frame: no iframe, other window or other origin. */
export function isTrustedSender(event: IpcMainEvent | IpcMainInvokeEvent, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && originOf(frame.url) === origin;
}

/** `URL.origin` is "null" for a scheme that browsers don't know. */
function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

async function answerShell(
  channel: keyof ShellHandlers,
  shell: ShellHandlers,
  input: unknown,
): Promise<Result<unknown, AppError>> {
  const parsed = parseInput(contract[channel].input, input);
  if (!parsed.ok) return parsed;
  const handle = shell[channel] as (input: unknown) => Answer<unknown>;
  try {
    return await handle(parsed.value);
  } catch (error) {
    log('latchkey', error);
    return err(appError('internal'));
  }
}

function isShellChannel(channel: string, shell: ShellHandlers): channel is keyof ShellHandlers {
  return Object.hasOwn(shell, channel);
}

/** Sends the page an event, if there is a page. */
export function tellPage<E extends ProgramEvent>(
  contents: WebContents | undefined,
  event: E,
  payload: ProgramEvents[E],
): void {
  if (contents !== undefined && !contents.isDestroyed()) contents.send(EVENT, event, payload);
}
