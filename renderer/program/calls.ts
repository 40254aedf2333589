import {
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Channel, Input, Output, ReadChannel } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { useIfHere } from './if-here.ts';
import { callConfirmed } from './presence.ts';

declare global {
  interface Window {
    /** The program behind the page, given by the preload. */
    readonly latchkey: Bridge;
  }
}

/** Wraps an `AppError` as the error of a query, which has to be an exception. */
export class CallError extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.error = error;
  }
}

/** There is no network, so answers are cached until the program reports a change. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
      },
    },
  });
}

export async function read<C extends ReadChannel>(channel: C, input: Input<C>): Promise<Output<C>> {
  const result = await window.latchkey.call(channel, input);
  if (!result.ok) throw new CallError(result.error);
  return result.value;
}

/** Asks before the component that shows the answer is there. */
export function readAhead<C extends ReadChannel>(
  client: QueryClient,
  channel: C,
  input: Input<C>,
): Promise<void> {
  return client.prefetchQuery({
    queryKey: [channel, input],
    queryFn: () => read(channel, input),
  });
}

interface ChannelOptions {
  readonly enabled?: boolean;
  readonly keepPrevious?: boolean;
  /**
   * For a call that the core gives up once there is a newer question: the old one counts as never
   * asked, so that it is asked again when it is needed again.
   */
  readonly onlyNewest?: boolean;
}

/** The answer of a read call, kept up to date. Its `error` is a {@link CallError}. */
export function useChannel<C extends ReadChannel>(
  channel: C,
  input: Input<C>,
  options: ChannelOptions = {},
): UseQueryResult<Output<C>, CallError> {
  return useQuery<Output<C>, CallError>({
    queryKey: [channel, input],
    queryFn: (context) => {
      // Once its signal was read, a query without a component is reverted.
      if (options.onlyNewest === true) void context.signal;
      return read(channel, input);
    },
    enabled: options.enabled ?? true,
    // oxlint-disable-next-line typescript/no-explicit-any -- the library's type for "the last answer"
    ...(options.keepPrevious === true ? { placeholderData: (last: any) => last } : {}),
  });
}

/**
 * A long list, read a page at a time and kept up to date. While a new query is being answered, the
 * rows of the last one stay.
 *
 * @param next the additional input for the page after this one; undefined after the last page.
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
    queryFn: ({ pageParam }) => read(channel, Object.assign({}, input, pageParam)),
    initialPageParam: {},
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });
}

/**
 * A call whose button shows that it is pending. Mutations of the query library would cache the
 * input, which may be a passphrase, so they aren't used here.
 */
export function useAction<C extends Channel>(channel: C) {
  const [pending, setPending] = useState(false);
  const ifHere = useIfHere();
  const run = useCallback(
    async (input: Input<C>): Promise<Result<Output<C>, AppError>> => {
      setPending(true);
      try {
        return await callConfirmed(channel, input);
      } finally {
        setPending(false);
      }
    },
    [channel],
  );
  return { run, pending, ifHere };
}
