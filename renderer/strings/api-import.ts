import type { apiTextFields } from '../../shared/domain/imported-api.ts';
import { plural } from '../../shared/words/en/plural.ts';
import { apis, scopes } from './counts.ts';

function files(count: number): string {
  return plural(count, { one: '1 file', other: (n) => `${n} files` });
}

/** What importing did, in numbers of APIs. */
interface Imported {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

export const apiImportStrings = {
  reading: 'Reading files',
  readingFile: (file: string): string => `Reading ${file}`,
  readingCount: (done: number, total: number): string => `${done} of ${files(total)}`,
  busy: 'Files are being read. Wait for them, or cancel.',
  busyToast: 'Files are being read already',
  busyToastText: 'Drop these again when that is done.',
  failed: 'The files could not be read',

  waiting: (count: number): string =>
    plural(count, {
      one: '1 API waits for your review',
      other: (n) => `${n} APIs wait for your review`,
    }),
  review: 'Review',
  replaceTitle: 'Read other files?',
  replaceEffect: (count: number): string =>
    `The review of ${apis(count)} is still open. Reading other files discards it.`,
  replaceConfirm: 'Discard and read',
  replaceCancel: 'Keep the review',

  title: 'Review the import',
  nothingTitle: 'Nothing could be imported',
  found: (apiCount: number, fileCount: number): string =>
    `${apis(apiCount)} in ${files(fileCount)}. Nothing is stored until you import.`,
  all: 'All APIs',
  plansForAll: 'Business plans for all',
  list: 'APIs found',

  states: {
    new: 'New',
    changed: 'Update',
    unchanged: 'No changes',
    replaces: 'Replaces another',
  },
  planCount: (count: number): string =>
    plural(count, { one: '1 business plan', other: (n) => `${n} business plans` }),
  noteCount: (count: number): string =>
    plural(count, { one: '1 note', other: (n) => `${n} notes` }),
  showDetails: (api: string): string => `Show details of ${api}`,
  hideDetails: (api: string): string => `Hide details of ${api}`,
  details: 'Details',
  file: (file: string): string => `From ${file}`,

  name: 'Name',
  version: 'Version',
  context: 'Context',
  businessPlans: 'Business plans offered',
  notes: 'Worth knowing',
  twin: (api: string, row: number, file: string): string =>
    `${api} in row ${row} (${file}) has this name and version too. Change one of them, or leave one out.`,
  clashes: (count: number): string =>
    plural(count, {
      one: '1 API has the name and version of another one in this import.',
      other: (n) => `${n} APIs have the name and version of another one in this import.`,
    }),
  clashRow: (row: number, api: string, file: string): string =>
    `Go to row ${row}: ${api} (${file})`,
  sharesContext: (others: readonly string[]): string =>
    `Has the same context as ${others.slice(0, 3).join(', ')}${
      others.length > 3 ? ` and ${others.length - 3} more` : ''
    }. A gateway can serve only one API at a context.`,

  changes: 'What changes',
  noChanges: 'Nothing: the API here is the same already.',
  replaces: (api: string): string =>
    `${api} is there already, so importing replaces its context, description and scopes. Choose another name or version to keep both.`,
  fields: {
    name: 'Name',
    version: 'Version',
    context: 'Context',
    provider: 'Provider',
    description: 'Description',
  } satisfies Record<(typeof apiTextFields)[number], string>,
  scopes: 'Scopes',
  scopeCounts: (added: number, removed: number, changed: number): string =>
    [
      added > 0 && `${added} added`,
      removed > 0 && `${removed} removed`,
      changed > 0 && `${changed} changed`,
    ]
      .filter((part) => part !== false)
      .join(', '),
  plans: 'Business plans',
  empty: 'none',

  scopesTitle: scopes,
  noScopes: 'No scopes were found.',
  scopesOf: (api: string): string => `Scopes of ${api}`,
  scope: 'Scope',
  description: 'Description',
  change: 'Change',
  scopeChanges: {
    added: 'Added',
    removed: 'Removed',
    changed: 'Changed',
    same: 'Unchanged',
  },
  changedFrom: (before: string, after: string): string => `${before} → ${after}`,

  problems: (count: number): string =>
    plural(count, { one: '1 file cannot be used', other: (n) => `${n} files cannot be used` }),
  problemsList: 'Files that cannot be used',

  import: (count: number): string => `Import ${apis(count)}`,
  importNone: 'Import',
  nothingChosen: 'Tick at least one API.',
  discard: 'Discard',
  discardTitle: 'Discard what was found?',
  discardEffect: (apiCount: number): string =>
    `Discards the review of ${apis(apiCount)}. Nothing was stored, and the files stay where they are.`,
  keep: 'Keep the review',
  close: 'Close',
  chooseOthers: 'Choose other files…',

  imported: ({ created, updated, unchanged }: Imported): string => {
    const done = [
      { count: created, what: 'added' },
      { count: updated, what: 'updated' },
      { count: unchanged, what: 'unchanged' },
    ].filter(({ count }) => count > 0);
    return done
      .map(({ count, what }, place) => `${place === 0 ? apis(count) : count} ${what}`)
      .join(', ');
  },
  readyTitle: (count: number): string => `${apis(count)} found`,
  notReadyTitle: 'Nothing could be imported',
} as const;
