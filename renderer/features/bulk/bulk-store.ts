import { create } from 'zustand';
import type { BulkRequest } from '../../../shared/domain/bulk.ts';
import type { BulkIssueId } from '../../../shared/domain/ids.ts';

/** What a bulk dialog is about. Counts are shown before anything is prepared. */
export type BulkTask =
  | { readonly what: 'generate'; readonly search: string }
  | {
      readonly what: 'regenerate';
      readonly tokens: (BulkRequest & { kind: 'regenerate' })['tokens'];
      /** What is selected: "All tokens of key 1a2b". */
      readonly selection: string;
    }
  | { readonly what: 'expiring' }
  | { readonly what: 'history' }
  | { readonly what: 'continue'; readonly id: BulkIssueId };

/** Above the pages: a bulk job continues, and its dialog stays, on every page. */
export const useBulk = create<{ readonly task: BulkTask | null }>(() => ({ task: null }));

export function openBulk(task: BulkTask): void {
  useBulk.setState({ task });
}

export function closeBulk(): void {
  useBulk.setState({ task: null });
}
