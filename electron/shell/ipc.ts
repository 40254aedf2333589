import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import pLimit from 'p-limit';
import { z } from 'zod';
import { type AppError, appError } from '../../shared/errors.ts';
import { parseInput } from '../../shared/input-error.ts';
import { contract, type Output, type Parsed } from '../../shared/ipc/contract.ts';
import type { ProgramEvent, ProgramEvents } from '../../shared/ipc/events.ts';
import { CALL, EVENT } from '../../shared/ipc/wire.ts';
import { err, type Result } from '../../shared/result.ts';
import type { ShellChannel } from '../base/context/context.ts';
import { log } from '../base/log/log.ts';
import { type Callable, callCore } from './typed-call.ts';

type Answer<T> = Result<T, AppError> | Promise<Result<T, AppError>>;

/** A lock takes effect in the window first, and only then in the core. */
export type ShellHandlers = {
  readonly [C in ShellChannel | 'workspace:lock']: (input: Parsed<C>) => Answer<Output<C>>;
};

const messageSchema = z.tuple([z.string(), z.unknown(), z.array(z.string()).max(1000)]);

/** More than any screen needs at once. A page that sends more must not delay a lock. */
const CALLS_AT_ONCE = 64;

/** The only listener for the page's calls: it checks the sender before anything else. */
export function answerCalls(origin: string, shell: ShellHandlers, core: Callable): void {
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

/** Accepts only calls from our own page's top frame: no iframe, other window or other origin. */
export function isTrustedSender(event: IpcMainEvent | IpcMainInvokeEvent, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && originOf(frame.url) === origin;
}

/** The address that was asked about last: the page's own, call after call. */
let last: { readonly url: string; readonly origin: string | null } = { url: '', origin: null };

/** `URL.origin` is "null" for a scheme that browsers don't know. */
function originOf(url: string): string | null {
  if (url !== last.url) {
    const { protocol, host } = URL.parse(url) ?? {};
    last = { url, origin: host === undefined ? null : `${protocol}//${host}` };
  }
  return last.origin;
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
