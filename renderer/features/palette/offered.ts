import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { useChannel } from '../../program/calls.ts';

/** How many of each kind are matched by their letters; a search finds the rest by whole words. */
const POOL = 500;

/** The applications or APIs that the palette matches; undefined until they are known. */
export function useOffered<L extends 'application' | 'api'>(
  listed: L,
  search: string,
): readonly Output<`${L}:list`>[number][] | undefined {
  const channel = `${listed}:list` as const;
  const asked = (more: object) => ({ sort: 'changed', ...more }) as Input<typeof channel>;
  const keep = { keepPrevious: true };
  const pool = useChannel(channel, asked({ limit: POOL }), keep).data;
  const found = useChannel(channel, asked({ limit: 20, search }), keep).data ?? [];
  if (pool === undefined) return undefined;
  const both = [...pool, ...found] as Output<typeof channel>[number][];
  return [...new Map(both.map((one) => [one.id, one])).values()];
}
