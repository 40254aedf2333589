import { useCallback } from 'react';
import { create } from 'zustand';
import type { Input } from '../../shared/ipc/contract.ts';

interface Drafts {
  readonly byForm: Readonly<Record<string, unknown>>;
}

const useDrafts = create<Drafts>(() => ({ byForm: {} }));

/**
 * What was typed into a form, kept when it closes until it is saved or discarded. Never for fields
 * that hold a secret.
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
  /** Clears what was saved; what was typed while it was being saved stays. */
  const saved = useCallback(() => {
    if (keptDraft(form) === typed) clearDraft(form);
  }, [form, typed]);
  return { draft: typed ?? initial, touched: typed !== undefined, change, clear, saved };
}

/** The draft under a name, or undefined: for forms with a store of their own. */
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

/** Discards the drafts of another workspace. @param file of the open workspace. */
export function beginDrafts(file: string): void {
  if (keptDraft(WORKSPACE) !== file) useDrafts.setState({ byForm: { [WORKSPACE]: file } });
}

/** How long typing pauses before the draft is sent to the program, in ms. */
const REST = 250;

let resting: ReturnType<typeof setTimeout> | undefined;

/**
 * A lock replaces the page: restores what was typed before it, and from now on sends what is typed
 * to the program, which keeps it in memory only.
 */
export async function keepDrafts(): Promise<void> {
  const kept = await window.latchkey.call('drafts:get', {});
  if (kept.ok) useDrafts.setState({ byForm: kept.value });
  useDrafts.subscribe(() => {
    clearTimeout(resting);
    resting = setTimeout(handOverDrafts, REST);
  });
}

/** Locking replaces the page, so the latest drafts are sent without a delay. */
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

/** A draft holds only a form's values: text, choices, and lists of them. */
function toJson(byForm: Drafts['byForm']): Input<'drafts:keep'> {
  return JSON.parse(JSON.stringify(byForm));
}
