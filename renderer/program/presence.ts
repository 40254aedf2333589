import { create } from 'zustand';
import type { AppError } from '../../shared/errors.ts';
import type { Channel, Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';

interface Presence {
  /** Called with whether the person gave their passphrase; null while no one is asked. */
  readonly answer: ((isShown: boolean) => void) | null;
}

export const usePresence = create<Presence>(() => ({ answer: null }));

/** Shows the dialog that asks for the passphrase. Two at once get one answer. */
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
 * A call that the program may refuse until the person has given their passphrase again: it asks,
 * and calls again. Whether it is needed is the program's decision, not the page's.
 */
export async function callConfirmed<C extends Channel>(
  channel: C,
  input: Input<C>,
): Promise<Result<Output<C>, AppError>> {
  const answer = await window.latchkey.call(channel, input);
  if (answer.ok || answer.error.code !== 'workspace/confirm') return answer;
  return (await askForPassphrase()) ? window.latchkey.call(channel, input) : answer;
}
