import { AsyncLocalStorage } from 'node:async_hooks';
import type { CommandCall } from './context.ts';
import type { Shell } from './shell.ts';

/** A command from the command line whose call is being answered. */
export interface RunningCommand {
  readonly call: Pick<CommandCall, 'saveTo' | 'locale'>;
  /** Told of each job that it starts, so that it can be cancelled with the command. */
  readonly started: (cancel: () => void) => void;
}

const running = new AsyncLocalStorage<RunningCommand>();

/** Does something for a command: whatever runs meanwhile can ask which one it is. */
export function inCommand<T>(command: RunningCommand, work: () => T): T {
  return running.run(command, work);
}

/** The command for which the code runs that asks, or undefined: then it is the window. */
export const runningCommand = (): RunningCommand | undefined => running.getStore();

/** The desktop, except that a command gets no dialog, no clipboard and its own language. */
export function shellOf(shell: Shell): Shell {
  const desktop: Pick<
    Shell,
    'locale' | 'askWhereToSave' | 'askForFiles' | 'askForFolder' | 'copySecret'
  > = {
    locale: async () => running.getStore()?.call.locale ?? shell.locale(),
    askWhereToSave: async (options) => {
      const command = running.getStore();
      return command === undefined ? shell.askWhereToSave(options) : command.call.saveTo;
    },
    askForFiles: async (options) =>
      running.getStore() === undefined ? shell.askForFiles(options) : [],
    askForFolder: async (options) => {
      const command = running.getStore();
      return command === undefined ? shell.askForFolder(options) : command.call.saveTo;
    },
    copySecret: async (text, seconds) =>
      running.getStore() === undefined && (await shell.copySecret(text, seconds)),
  };
  // The shell of the core's thread answers to any name, so its functions can't be listed.
  return new Proxy(shell, {
    get: (target, name, receiver) =>
      Object.hasOwn(desktop, name)
        ? Reflect.get(desktop, name)
        : Reflect.get(target, name, receiver),
  });
}
