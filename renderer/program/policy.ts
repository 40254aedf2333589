import { useEffect } from 'react';
import { create } from 'zustand';
import { allowsNever, noPolicy, type Policy } from '../../shared/domain/policy.ts';
import { durationText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';
import { useChannel } from './calls.ts';

/** What an administrator prescribes; nothing until it is known. The program enforces it. */
export const usePolicy = create<Policy>(() => noPolicy);

/** Keeps the page's copy of the policy current. */
export function useCurrentPolicy(): void {
  const { data } = useChannel('settings:policy', {});
  useEffect(() => {
    if (data !== undefined) usePolicy.setState(data, true);
  }, [data]);
}

/** What the policy says about a validity, or undefined. */
export function validityLimit({ rules }: Policy): string | undefined {
  const { longestValidity } = rules;
  if (longestValidity !== undefined) {
    return t('policy.atMost', { max: durationText(longestValidity) });
  }
  return allowsNever(rules) ? undefined : t('policy.noNever');
}
