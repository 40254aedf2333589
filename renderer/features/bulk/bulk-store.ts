import { create } from 'zustand';
import type { ApplicationSelection } from '../../../shared/domain/application.ts';
import type { RevokingRequest } from '../../../shared/domain/bulk.ts';
import type { BulkIssueId } from '../../../shared/domain/ids.ts';

/** What a bulk dialog is about. Counts are shown before anything is prepared. */
export type BulkTask =
  | {
      readonly what: 'generate';
      readonly search: string;
      /** Instead of all, or those that are found. */
      readonly chosen?: { readonly applications: ApplicationSelection; readonly text: string };
    }
  | {
      readonly what: 'regenerate';
      readonly tokens: RevokingRequest['tokens'];
      /** What is selected: "All tokens of key 1a2b". */
      readonly selection: string;
    }
  | {
      readonly what: 'revoke';
      readonly tokens: RevokingRequest['tokens'];
      readonly onDone?: (() => void) | undefined;
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
