import { constants } from 'node:os';
import type { ReadStream } from 'node:tty';
import { Failure } from './failure.ts';

const ENTER = /[\r\n]/;
const CONTROL_C = '\u0003';
const CONTROL_D = '\u0004';
const CONTROL_U = '\u0015';
const BACKSPACE = /[\b\u007f]/;

/**
 * Asks on a terminal without echo. The question goes to stderr, since stdout is for the answer.
 *
 * @returns what was typed, or null after Ctrl+D. Ctrl+C ends the command, as the signal would that it
 *   can't send here.
 */
export function askHidden(
  input: Pick<ReadStream, 'setRawMode' | 'setEncoding' | 'on' | 'off' | 'resume' | 'pause'>,
  write: (text: string) => void,
  question: string,
): Promise<string | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  let typed: string[] = [];

  function leave(): void {
    input.off('data', hear);
    input.setRawMode(false);
    input.pause();
    write('\n');
  }

  function end(answer: string | null): void {
    leave();
    resolve(answer);
  }

  function interrupt(): void {
    leave();
    reject(new Failure('', 128 + constants.signals.SIGINT));
  }

  function hear(text: string): void {
    for (const character of text) {
      if (character === CONTROL_C) return interrupt();
      if (character === CONTROL_D) return end(null);
      if (ENTER.test(character)) return end(typed.join(''));
      if (character === CONTROL_U) typed = [];
      else if (BACKSPACE.test(character)) typed.pop();
      else if (character >= ' ') typed.push(character);
    }
  }

  write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.on('data', hear);
  input.resume();
  return promise;
}
