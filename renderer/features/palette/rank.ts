import { go } from 'fuzzysort';
import type { PaletteCommand } from '../../ui/command-palette.tsx';

/** What people named comes before what the program calls a command. */
export const kinds = ['token', 'application', 'api', 'command', 'action', 'page'] as const;
export type Kind = (typeof kinds)[number];

export interface Entry extends PaletteCommand {
  readonly kind: Kind;
  /** Its name, which counts more than the words around it. */
  readonly name: string;
  /** Only offered once its name has been typed this far: Enter must not lock by accident. */
  readonly guardedBy?: string | undefined;
  readonly guardReason?: string | undefined;
}

/** Matches below this are letters that occur by chance; 1 is exact. */
const LEAST = 0.35;
/** Of a name, enough letters in order are meant: "ptshp". */
const LEAST_OF_NAME = 0.3;
const ENOUGH_LETTERS = 4;
/** At most so many of each kind. */
const MOST = 8;
/** What a match in the name is worth more than one in the words around it. */
const OF_NAME = 0.3;
/** Recently used entries win over ones that match about as well. */
const OF_USE = 0.15;

function scoreOf(entry: Entry, query: string): number {
  const [best] = go(query, [entry], {
    keys: ['name', 'label', 'keywords'],
    threshold: LEAST_OF_NAME,
    limit: 1,
  });
  if (best === undefined) return 0;
  const ofName = best[0]?.score ?? 0;
  const leastOfName = query.length >= ENOUGH_LETTERS ? LEAST_OF_NAME : LEAST;
  if (ofName >= leastOfName) return best.score + OF_NAME;
  return best.score >= LEAST ? best.score : 0;
}

/**
 * The entries that match what was typed, best first, by kind: people's names before commands.
 *
 * @param used ids of what was run lately, the last first.
 */
export function rank(
  entries: readonly Entry[],
  query: string,
  used: readonly string[],
): readonly Readonly<{ kind: Kind; entries: readonly Entry[] }>[] {
  const typed = query.trim();
  if (typed === '') return [];
  const scored = entries
    .map((entry) => ({ entry: guarded(entry, typed), score: scoreOf(entry, typed) }))
    .filter(({ score }) => score > 0)
    .map(({ entry, score }) => ({
      entry,
      score: score + (used.includes(entry.id) ? OF_USE : 0) - (isRefused(entry) ? 1 : 0),
    }))
    .toSorted((one, other) => other.score - one.score);
  return kinds
    .map((kind) => ({
      kind,
      entries: scored
        .filter(({ entry }) => entry.kind === kind)
        .slice(0, MOST)
        .map(({ entry }) => entry),
    }))
    .filter((group) => group.entries.length > 0);
}

function isRefused({ disabledReason }: Entry): boolean {
  return disabledReason !== undefined;
}

/** Refused until its own word has been typed. */
function guarded(entry: Entry, typed: string): Entry {
  const { guardedBy, guardReason } = entry;
  if (guardedBy === undefined) return entry;
  const isMeant = typed.toLowerCase().startsWith(guardedBy.toLowerCase());
  return isMeant ? entry : { ...entry, disabledReason: guardReason };
}
