import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { applicationIdSchema } from '../../shared/domain/ids.ts';
import type { Opening } from '../../shared/domain/opening.ts';

/** What was typed, as one start of the program hands it to the one that is open already. */
export const invocationSchema = z.object({
  args: z.array(z.string().max(4096)).max(100),
  cwd: z.string().max(4096),
});

export type Invocation = z.infer<typeof invocationSchema>;

/** What a start of the program may ask for, beyond its window. */
export type Request =
  | Extract<Opening, { readonly kind: 'application' | 'copy-token' }>
  | { readonly kind: 'lock' }
  /** The person's own file, by its absolute path. */
  | { readonly kind: 'workspace'; readonly path: string };

export type CommandLine =
  | { readonly kind: 'version' | 'help' | 'self-test' }
  /** Null: just the window. */
  | { readonly kind: 'open'; readonly request: Request | null };

/**
 * Reads the command line. What it does not know is passed over: Chromium's own switches stand
 * there too, and some desktops add theirs.
 */
export function readCommandLine({ args, cwd }: Invocation): CommandLine {
  if (args.includes('--version')) return { kind: 'version' };
  if (args.includes('--help')) return { kind: 'help' };
  if (args.includes('--self-test')) return { kind: 'self-test' };
  if (args.includes('--lock')) return { kind: 'open', request: { kind: 'lock' } };
  if (args.includes('--copy-token')) return { kind: 'open', request: { kind: 'copy-token' } };
  for (const arg of args) {
    const request = readAddress(arg) ?? readFile(arg, cwd);
    if (request !== null) return { kind: 'open', request };
  }
  return { kind: 'open', request: null };
}

/** `latchkey://application/<id>` and nothing else: any web page can have one opened. */
export function readAddress(text: string): Request | null {
  const [, written] = /^latchkey:\/\/application\/([0-9a-f-]{36})\/?$/i.exec(text) ?? [];
  const id = applicationIdSchema.safeParse(written?.toLowerCase());
  return id.success ? { kind: 'application', id: id.data } : null;
}

function readFile(arg: string, cwd: string): Request | null {
  if (arg.startsWith('-') || !/\.latchkey$/i.test(arg) || arg.includes('\0')) return null;
  return { kind: 'workspace', path: isAbsolute(arg) ? arg : join(cwd, arg) };
}

export const helpText = `Latchkey: generate, renew and export API access tokens offline.

Usage: latchkey [--copy-token | --lock] [FILE.latchkey | latchkey://application/ID]
       latchkey --self-test | --version | --help

  --copy-token  opens the commands that copy a token
  --lock        locks the workspace
  --self-test   tries the program as it is installed, on a temporary workspace;
                says what it found, and exits 1 if anything failed
  --version     prints the version
  --help        prints this

LATCHKEY_HOME names the directory of the workspace, if not the usual one.
If Latchkey is open already, its window does what was asked.
`;
