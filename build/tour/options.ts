import { resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { projectRoot } from '../runtime/project.ts';

export interface TourOptions {
  /** Folder of the pictures and exported files; absolute. */
  readonly out: string;
  /** Whether every screen and dialog is shot in every look and size: takes minutes. */
  readonly isAll: boolean;
  /** OpenAPI files to import; absolute. */
  readonly apis: readonly string[];
}

const samples = ['petshop.yaml', 'orders.yaml', 'payments.json'];

const usage =
  'npm run tour [-- --all] [-- --out DIR] [-- --api FILE…]      one -- can precede both';

/**
 * Reads `--out DIR` and `--api FILE…` (repeatable). npm forwards every `--` but the first, so they
 * are skipped. Anything else is an error with a message for the terminal.
 *
 * @param cwd base of relative paths: the folder where npm was called.
 */
export function readOptions(args: readonly string[], cwd: string): Result<TourOptions, string> {
  let out: string | undefined;
  const apis: string[] = [];
  let taking: 'out' | 'api' | undefined;
  let missing: string | undefined;
  const isAll = args.includes('--all');
  for (const arg of args) {
    if (arg === '--' || arg === '--all') continue;
    if (arg.startsWith('--')) {
      if (missing !== undefined) break;
      if (arg !== '--out' && arg !== '--api') return unknown(arg);
      taking = arg === '--out' ? 'out' : 'api';
      missing = arg;
      continue;
    }
    if (taking === undefined) return unknown(arg);
    missing = undefined;
    if (taking === 'api') apis.push(resolve(cwd, arg));
    else {
      out = resolve(cwd, arg);
      taking = undefined;
    }
  }
  if (missing !== undefined) return err(`${missing} needs a value.\n${usage}`);
  return ok({
    isAll,
    out: out ?? resolve(projectRoot, 'out/tour'),
    apis:
      apis.length > 0 ? apis : samples.map((name) => resolve(projectRoot, 'build/samples', name)),
  });
}

function unknown(arg: string): Result<never, string> {
  return err(`Unknown option ${arg}.\n${usage}`);
}
