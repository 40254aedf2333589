import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../electron/cli/run.ts';
import type { Surroundings } from '../../electron/cli/surroundings.ts';
import { type Files, filesIn, kdfCost, PASSPHRASE, startCore, temporaryDirectory } from './core.ts';
import { importThread } from './import-thread.ts';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLine {
  /** The data directory. */
  readonly home: string;
  /** The current directory; `passphrase` in it opens the workspace. */
  readonly cwd: string;
  /** Milliseconds since the epoch; tests advance it. */
  readonly clock: { now: number };
  /** Runs a command with the passphrase in a file. */
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** Runs exactly these arguments, in the test's own surroundings. */
  readonly runWith: (more: Partial<Surroundings>, ...args: readonly string[]) => Promise<Ran>;
  /** Runs it with `--json`; throws unless it succeeds and prints exactly one JSON value. */
  readonly json: (...args: readonly string[]) => Promise<unknown>;
}

/**
 * Runs commands in this process, on real files.
 *
 * @param fresh starts without a workspace.
 * @param files what is in the data directory instead of a new workspace.
 */
export async function startCommandLine({
  fresh = false,
  files = null as Files | null,
} = {}): Promise<CommandLine> {
  const { home, clock } = await startCore({ entered: false, fresh, files });
  const cwd = temporaryDirectory();
  writeFileSync(join(cwd, 'passphrase'), `${PASSPHRASE}\n`);

  async function runWith(more: Partial<Surroundings>, ...args: readonly string[]): Promise<Ran> {
    const said = { stdout: '', stderr: '' };
    const exitCode = await runCommand(args, {
      home,
      cwd,
      env: {},
      version: '0.0.0-test',
      importThread: importThread(),
      stdout: (text) => {
        said.stdout += Buffer.from(text).toString('utf8');
      },
      stderr: (text) => {
        said.stderr += Buffer.from(text).toString('utf8');
      },
      isTerminal: false,
      askPassphrase: null,
      core: { kdfCost, now: () => clock.now },
      ...more,
    });
    return { exitCode, ...said };
  }

  const run = (...args: readonly string[]) =>
    runWith({}, ...args, '--passphrase-file', 'passphrase');
  return {
    home,
    cwd,
    clock,
    run,
    runWith,
    async json(...args) {
      const { exitCode, stdout, stderr } = await run(...args, '--json');
      if (exitCode !== 0 || stderr !== '') throw new Error(`${args.join(' ')}: ${stderr}`);
      return JSON.parse(stdout);
    },
  };
}

/** Creates an application that is subscribed to Petshop 1.2.0 and has no keys. */
async function makeShop({ json }: CommandLine): Promise<void> {
  await json('api', 'import', sample('petshop.yaml'));
  await json('app', 'create', 'Shop');
  await json('subscribe', 'Shop', 'Petshop', '--plan', 'Gold');
}

let shop: Promise<Files> | undefined;

/** Made by commands once: an import starts a thread, and each command opens the workspace. */
async function makeShopFiles(): Promise<Files> {
  const line = await startCommandLine();
  await makeShop(line);
  return filesIn(line.home);
}

/** An OpenAPI file that comes with the project. */
export function sample(file: string): string {
  return join(import.meta.dirname, '../../build/samples', file);
}

/** Starts a command line with that application. */
export async function startShop(): Promise<CommandLine> {
  shop ??= makeShopFiles();
  return startCommandLine({ files: await shop });
}

/** The output of `keys generate` and `token regenerate`. */
export interface Issued {
  readonly consumerKey: string;
  readonly tokenId: string;
  readonly expiresAt: string;
}

/** A refusal: one line on stderr. */
export function refusedWith(line: string): Ran {
  return { exitCode: 1, stdout: '', stderr: `latchkey: ${line}\n` };
}
