import type { ImportNote, ImportNoteCode } from '../../../../shared/domain/imported-api.ts';
import { quote } from './text.ts';

type Detail = Record<string, string | number>;

/** Collects the review's notes about one file: each code once, however often it occurs. */
export interface Notes {
  /** Adds a note that occurs at most once. */
  readonly add: (code: ImportNoteCode, detail?: Detail) => void;
  /** Adds one occurrence of a repeatable note; the first is quoted, all are counted. */
  readonly count: (code: ImportNoteCode, example: string, detail?: Detail) => void;
  /** In the order of their first appearance. */
  readonly list: () => ImportNote[];
}

export function gatherNotes(): Notes {
  const notes = new Map<ImportNoteCode, Detail>();
  return {
    add: (code, detail = {}) => {
      notes.set(code, detail);
    },
    count: (code, example, detail = {}) => {
      const so = notes.get(code);
      notes.set(code, {
        first: quote(example),
        ...so,
        ...detail,
        count: Number(so?.['count'] ?? 0) + 1,
      });
    },
    list: () => [...notes].map(([code, detail]) => ({ code, detail })),
  };
}
