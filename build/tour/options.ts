import { resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { projectRoot } from '../runtime/project.ts';

export interface TourOptions {
  /** Folder of the pictures and exported files; absolute. */
  readonly out: string;
  /** Whether every screen and dialog is shot in every look and size: takes minutes. */
  readonly isAll: boolean;
  /** The looks that `--all` shoots, such as `german`; all if it is empty. */
  readonly looks: readonly string[];
  /** The sizes that `--all` shoots, such as `900x600`; all if it is empty. */
  readonly sizes: readonly string[];
  /** The screens and dialogs that `--all` shoots, such as `dialog-api-new`; all if it is empty. */
  readonly places: readonly string[];
  /** OpenAPI files to import; absolute. */
  readonly apis: readonly string[];
}

const samples = ['petshop.yaml', 'orders.yaml', 'payments.json'];

const options = ['out', 'api', 'look', 'size', 'place'] as const;

/** Each picks a part of `--all`. */
const parts = ['--look', '--size', '--place'];

const usage =
  'npm run tour [-- --all] [-- --look NAME…] [-- --size NAME…] [-- --place NAME…] [-- --out DIR] [-- --api FILE…]      one -- can precede all';

type Many = Exclude<(typeof options)[number], 'out'>;

/**
 * Reads `--all`, `--out DIR`, and the repeatable `--look`, `--size` and `--place NAME…` (which imply
 * `--all`, without the main job) and `--api FILE…`. npm forwards every `--` but the first, so they
 * are skipped. Anything else is an error with a message for the terminal.
 *
 * @param cwd base of relative paths: the folder where npm was called.
 */
export function readOptions(args: readonly string[], cwd: string): Result<TourOptions, string> {
  let out: string | undefined;
  const many = { api: [], look: [], size: [], place: [] } as Record<Many, string[]>;
  let taking: (typeof options)[number] | undefined;
  let missing: string | undefined;
  const isAll = ['--all', ...parts].some((option) => args.includes(option));
  for (const arg of args) {
    if (arg === '--' || arg === '--all') continue;
    if (arg.startsWith('--')) {
      if (missing !== undefined) break;
      taking = options.find((option) => arg === `--${option}`);
      if (taking === undefined) return unknown(arg);
      missing = arg;
      continue;
    }
    if (taking === undefined) return unknown(arg);
    missing = undefined;
    if (taking === 'out') {
      out = resolve(cwd, arg);
      taking = undefined;
    } else many[taking].push(taking === 'api' ? resolve(cwd, arg) : arg);
  }
  if (missing !== undefined) return err(`${missing} needs a value.\n${usage}`);
  return ok({
    isAll,
    looks: many.look,
    sizes: many.size,
    places: many.place,
    out: out ?? resolve(projectRoot, 'out/tour'),
    apis:
      many.api.length > 0
        ? many.api
        : samples.map((name) => resolve(projectRoot, 'build/samples', name)),
  });
}

function unknown(arg: string): Result<never, string> {
  return err(`Unknown option ${arg}.\n${usage}`);
}
