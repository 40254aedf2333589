import { QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import {
  type Channel,
  contract,
  type Input,
  type Output,
  type ReadChannel,
} from '../../shared/ipc/contract.ts';
import type { Topic } from '../../shared/ipc/events.ts';
import type { Result } from '../../shared/result.ts';
import { CallError, program } from './bridge.ts';

/** Answers stay until the program says that they changed: there is no network to be polite to. */
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

/** Reads again what has changed, for as long as the page lives. */
export function followChanges(client: QueryClient): () => void {
  return program().on('changed', (topics) => {
    void client.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey[0], topics) });
  });
}

function isStale(channel: unknown, topics: readonly Topic[]): boolean {
  if (typeof channel !== 'string' || !Object.hasOwn(contract, channel)) return false;
  const endpoint = contract[channel as Channel];
  return 'reads' in endpoint && endpoint.reads.some((topic) => topics.includes(topic));
}

/** The answer of a reading call, kept up to date. Its `error` is a {@link CallError}. */
export function useChannel<C extends ReadChannel>(
  channel: C,
  input: Input<C>,
  options: { readonly enabled?: boolean; readonly keepPrevious?: boolean } = {},
): UseQueryResult<Output<C>, CallError> {
  return useQuery<Output<C>, CallError>({
    queryKey: [channel, input],
    queryFn: async () => {
      const result = await program().call(channel, input);
      if (!result.ok) throw new CallError(result.error);
      return result.value;
    },
    enabled: options.enabled ?? true,
    // oxlint-disable-next-line typescript/no-explicit-any -- the library's type for "the last answer"
    ...(options.keepPrevious === true ? { placeholderData: (last: any) => last } : {}),
  });
}

/** A call that does something; `pending` while it does. */
export function useAction<C extends Channel>(channel: C) {
  const [pending, setPending] = useState(false);
  const run = useCallback(
    async (input: Input<C>, files?: readonly File[]): Promise<Result<Output<C>, AppError>> => {
      setPending(true);
      try {
        return await program().call(channel, input, files);
      } finally {
        setPending(false);
      }
    },
    [channel],
  );
  return { run, pending };
}
