import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { CommandId } from '../../shared/commands.ts';
import { goTo, type Page, usePlace } from './navigation.ts';

type Run = () => void;

interface Commands {
  /** The current handler of each command: that of the screen that was mounted last. */
  readonly handlers: Readonly<Partial<Record<CommandId, Run>>>;
  /** A command that waits for its page to open, and when it was given, in ms. */
  readonly awaited: { readonly id: CommandId; readonly at: number } | null;
}

const useCommands = create<Commands>(() => ({ handlers: {}, awaited: null }));

/** The page that handles a command available everywhere. */
const homes: Readonly<Partial<Record<CommandId, Page>>> = {
  'application.new': 'applications',
  'api.import': 'apis',
  'api.new': 'apis',
  'tokens.export': 'tokens',
  'tokens.expiring': 'tokens',
  'bulk.generate': 'applications',
};

/** In ms: a page that opens later than this was not opened for the command. */
const COMMAND_TIMEOUT = 2000;

/**
 * Answers a command of the menu bar and the palette while this component is on screen.
 *
 * @param run keeps its identity between renders; otherwise the command is registered again each time.
 */
export function useCommand(id: CommandId, run: Run): void {
  useEffect(() => {
    const { awaited } = useCommands.getState();
    const isAwaited = awaited?.id === id && Date.now() - awaited.at < COMMAND_TIMEOUT;
    useCommands.setState(({ handlers }) => ({
      handlers: { ...handlers, [id]: run },
      ...(isAwaited && { awaited: null }),
    }));
    if (isAwaited) run();
    return () => {
      useCommands.setState(({ handlers }) =>
        handlers[id] === run ? { handlers: { ...handlers, [id]: undefined } } : { handlers },
      );
    };
  }, [id, run]);
}

/** For the field that Search focuses: its text is selected, so that typing replaces it. */
export function useSearchCommand(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useCommand(
    'search',
    useCallback(() => {
      field.current?.focus();
      field.current?.select();
    }, []),
  );
  return field;
}

/** Whether the command has a handler now, here or on its own page. */
export function useCanRun(): (id: CommandId) => boolean {
  const handlers = useCommands((state) => state.handlers);
  const page = usePlace((place) => place.page);
  return (id) => handlers[id] !== undefined || (homes[id] !== undefined && homes[id] !== page);
}

/** Runs a command, after opening its page if necessary. */
export function runCommand(id: CommandId): void {
  const run = useCommands.getState().handlers[id];
  if (run !== undefined) {
    run();
    return;
  }
  const home = homes[id];
  if (home === undefined) return;
  useCommands.setState({ awaited: { id, at: Date.now() } });
  goTo(home);
}

/** Lets the menu bar run commands, for the lifetime of the page. */
export function followMenu(): () => void {
  return window.latchkey.on('command', runCommand);
}
