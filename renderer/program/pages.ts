import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Input, Output, ReadChannel } from '../../shared/ipc/contract.ts';
import { CallError, program } from './bridge.ts';

/**
 * A long list, read a page at a time and kept up to date. While another question is being answered
 * the rows of the last one stay.
 *
 * @param next what the input of the page after this one has besides; undefined after the last page.
 */
export function usePages<C extends ReadChannel>(
  channel: C,
  input: Input<C>,
  next: (page: Output<C>) => Partial<Input<C>> | undefined,
) {
  return useInfiniteQuery<
    Output<C>,
    CallError,
    InfiniteData<Output<C>>,
    readonly [C, Input<C>, 'pages'],
    Partial<Input<C>>
  >({
    queryKey: [channel, input, 'pages'],
    queryFn: async ({ pageParam }) => {
      const result = await program().call(channel, Object.assign({}, input, pageParam));
      if (!result.ok) throw new CallError(result.error);
      return result.value;
    },
    initialPageParam: {},
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });
}
