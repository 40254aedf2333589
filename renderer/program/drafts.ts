import { useCallback } from 'react';
import { create } from 'zustand';
import type { Input } from '../../shared/ipc/contract.ts';

interface Drafts {
  readonly byForm: Readonly<Record<string, unknown>>;
}

const useDrafts = create<Drafts>(() => ({ byForm: {} }));

/**
 * What was typed into a form, kept on every way out until it is saved or thrown away. No secret is
 * ever typed into one.
 *
 * @param form names the form and what it is about, as in `application:<id>`.
 * @param initial what the form begins with while nothing was typed.
 */
export function useDraft<T extends object>(form: string, initial: T) {
  const typed = useDrafts((drafts) => drafts.byForm[form]) as T | undefined;
  const change = useCallback(
    (patch: Partial<T>) =>
      useDrafts.setState(({ byForm }) => {
        const before = (byForm[form] as T | undefined) ?? initial;
        return { byForm: { ...byForm, [form]: { ...before, ...patch } } };
      }),
    [form, initial],
  );
  const clear = useCallback(() => clearDraft(form), [form]);
  return { draft: typed ?? initial, touched: typed !== undefined, change, clear };
}

/** What is kept under a name, or undefined: for what a form's own store holds. */
export function keptDraft(form: string): unknown {
  return useDrafts.getState().byForm[form];
}

export function keepDraft(form: string, draft: object): void {
  useDrafts.setState(({ byForm }) => ({ byForm: { ...byForm, [form]: draft } }));
}

export function clearDraft(form: string): void {
  useDrafts.setState(({ byForm: { [form]: _gone, ...rest } }) => ({ byForm: rest }));
}

/** Drafts of one workspace are stored under this name. */
const WORKSPACE = 'workspace';

/** What was typed for another workspace is nothing for this one. @param file of the open one. */
export function beginDrafts(file: string): void {
  if (keptDraft(WORKSPACE) !== file) useDrafts.setState({ byForm: { [WORKSPACE]: file } });
}

/** How long typing rests before it is handed over, in ms. */
const REST = 250;

let resting: ReturnType<typeof setTimeout> | undefined;

/**
 * Brings back what was typed before the page was replaced by a lock, and from now on hands over
 * what is typed: the program keeps it in memory, and only there.
 */
export async function keepDrafts(): Promise<void> {
  const kept = await window.latchkey.call('drafts:get', {});
  if (kept.ok) useDrafts.setState({ byForm: kept.value });
  useDrafts.subscribe(() => {
    clearTimeout(resting);
    resting = setTimeout(handOverDrafts, REST);
  });
}

/** The page is replaced in the next moment: what was typed last cannot wait. */
export function lockWorkspace(): void {
  handOverDrafts();
  void window.latchkey.call('workspace:lock', {});
}

function handOverDrafts(): void {
  if (resting === undefined) return;
  clearTimeout(resting);
  resting = undefined;
  void window.latchkey.call('drafts:keep', toJson(useDrafts.getState().byForm));
}

/** A draft is what a form holds: text, choices, lists of them. */
function toJson(byForm: Drafts['byForm']): Input<'drafts:keep'> {
  return JSON.parse(JSON.stringify(byForm));
}
