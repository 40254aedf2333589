import { create } from 'zustand';
import type { AppError } from '../../shared/errors.ts';
import type { Channel, Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { changesArrive } from './changes.ts';

interface Presence {
  /** Called with whether the passphrase was entered; null while no dialog is open. */
  readonly answer: ((isShown: boolean) => void) | null;
}

export const usePresence = create<Presence>(() => ({ answer: null }));

/** Shows the passphrase dialog. Concurrent requests share one answer. */
function askForPassphrase(): Promise<boolean> {
  const { answer: other } = usePresence.getState();
  return new Promise((resolve) => {
    usePresence.setState({
      answer: (isShown) => {
        usePresence.setState({ answer: null });
        other?.(isShown);
        resolve(isShown);
      },
    });
  });
}

/**
 * Makes a call that the program may refuse until the passphrase is entered again: then asks for it
 * and retries. The program decides whether it is required, not the page. When a change has been
 * made, the page shows it already.
 */
export async function callConfirmed<C extends Channel>(
  channel: C,
  input: Input<C>,
): Promise<Result<Output<C>, AppError>> {
  const answer = await window.latchkey.call(channel, input);
  if (answer.ok) await changesArrive();
  if (answer.ok || answer.error.code !== 'workspace/confirm') return answer;
  return (await askForPassphrase()) ? callConfirmed(channel, input) : answer;
}
