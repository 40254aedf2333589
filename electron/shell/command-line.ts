import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { applicationIdSchema } from '../../shared/domain/ids.ts';
import type { Opening } from '../../shared/domain/opening.ts';

/** What was typed, as one start of the program passes it to the running one. */
export const invocationSchema = z.object({
  args: z.array(z.string().max(4096)).max(100),
  cwd: z.string().max(4096),
});

export type Invocation = z.infer<typeof invocationSchema>;

/** What a start of the program may ask for, besides its window. */
export type Request =
  | Extract<Opening, { readonly kind: 'application' | 'copy-token' }>
  | { readonly kind: 'lock' }
  /** A workspace file of the person's, by absolute path. */
  | { readonly kind: 'workspace'; readonly path: string };

export type CommandLine =
  | { readonly kind: 'version' | 'help' | 'self-test' }
  /** For electron/cli: a noun and the rest of the arguments. */
  | { readonly kind: 'command'; readonly args: readonly string[] }
  | { readonly kind: 'unknown-option'; readonly option: string }
  /** Null: just the window. */
  | { readonly kind: 'open'; readonly request: Request | null };

/** The first words of the commands of electron/cli. */
const nouns = new Set([
  'workspace',
  'backup',
  'api',
  'app',
  'subscribe',
  'keys',
  'token',
  'signing-key',
  'secret',
  'reminder',
  'subscription',
  'plan',
  'export',
  'publish',
  'handover',
  'import',
  'run',
  'inject',
  'renew',
  'activity',
  'bin',
  'settings',
  'diagnose',
  'completion',
  'help',
]);

/**
 * Parses the command line. Chromium's own switches and unknown words are ignored, since some
 * desktops add them. An unknown option is an error.
 */
export function readCommandLine({ args, cwd }: Invocation): CommandLine {
  const first = args.findIndex((arg) => !arg.startsWith('-'));
  if (nouns.has(args[first] ?? '')) return { kind: 'command', args: args.slice(first) };
  if (args.includes('--version')) return { kind: 'version' };
  if (args.includes('--help')) return { kind: 'help' };
  if (args.includes('--self-test')) return { kind: 'self-test' };
  if (args.includes('--lock')) return { kind: 'open', request: { kind: 'lock' } };
  if (args.includes('--copy-token')) return { kind: 'open', request: { kind: 'copy-token' } };
  const option = args.find((arg) => arg.startsWith('--') && !isOfChromium(arg));
  if (option !== undefined) return { kind: 'unknown-option', option };
  for (const arg of args) {
    const request = readAddress(arg) ?? readFile(arg, cwd);
    if (request !== null) return { kind: 'open', request };
  }
  return { kind: 'open', request: null };
}

/**
 * Switches that people, desktops and packages pass to Chromium. It has about a thousand, so groups
 * of them are recognized by prefix.
 */
const ofChromium =
  /^--(?:(?:allow|class|disable|enable|force|gpu|gtk|high-dpi|host|ignore|js|log|ozone|proxy|remote-debugging|render|touch|trace|use|window|x11|wayland)-|(?:in-process-gpu|inspect|inspect-brk|lang|no-proxy-server|no-sandbox|no-zygote|original-process-start-time|password-store|single-process|user-data-dir|v|vmodule|class|name|headless)(?:=|$))/;

const isOfChromium = (arg: string): boolean => arg === '--' || ofChromium.test(arg);

/** Only `latchkey://application/<id>`: any web page can open such an address. */
export function readAddress(text: string): Request | null {
  const [, written] = /^latchkey:\/\/application\/([0-9a-f-]{36})\/?$/i.exec(text) ?? [];
  const id = applicationIdSchema.safeParse(written?.toLowerCase());
  return id.success ? { kind: 'application', id: id.data } : null;
}

function readFile(arg: string, cwd: string): Request | null {
  if (arg.startsWith('-') || !/\.latchkey(-keys)?$/i.test(arg) || arg.includes('\0')) return null;
  return { kind: 'workspace', path: isAbsolute(arg) ? arg : join(cwd, arg) };
}
