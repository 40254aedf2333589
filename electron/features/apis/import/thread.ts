import { parentPort } from 'node:worker_threads';
import type { AppError } from '../../../../shared/errors.ts';
import type { Result } from '../../../../shared/result.ts';
import { type FileAnswer, readApis } from './read-apis.ts';
import { readDocument } from './read-document.ts';
import { type Unpacked, unpack } from './unpack.ts';

export interface ReadQuestion {
  readonly bytes: Uint8Array;
  /** The name to show. */
  readonly file: string;
  /** Where relative references start: an address that is compared and never opened. */
  readonly address: string;
  /** The files that the references of this one may lead to. */
  readonly companions: readonly { readonly address: string; readonly bytes: Uint8Array }[];
  /** The `api.yaml` of the WSO2 project that this is the definition of. */
  readonly project?: Uint8Array;
}

/** What the thread is asked, one question at a time. */
export type ThreadQuestion = ReadQuestion | { readonly archive: Uint8Array };

/** `ready` once, when the thread has loaded its code: only then a file's time begins. */
export type ThreadAnswer =
  | 'ready'
  | ({ readonly kind: 'read' } & FileAnswer)
  | { readonly kind: 'unpacked'; readonly result: Result<readonly Unpacked[], AppError> };

function readingOf({ bytes, file, address, companions, project }: ReadQuestion): FileAnswer {
  const parsed = new Map<string, unknown>();
  const surroundings = {
    address,
    companions: (wanted: string) => {
      const found = companions.find((companion) => companion.address === wanted);
      if (found === undefined) return undefined;
      if (!parsed.has(wanted)) {
        const document = readDocument(found.bytes);
        // Beside a file that cannot be read, it is as if it had not come along.
        parsed.set(wanted, document.ok ? document.value : undefined);
      }
      return parsed.get(wanted);
    },
  };
  return readApis(bytes, file, surroundings, project);
}

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (question: ThreadQuestion) => {
  if ('archive' in question) {
    void unpack(question.archive).then((result) => answer({ kind: 'unpacked', result }));
  } else {
    answer({ kind: 'read', ...readingOf(question) });
  }
});
answer('ready');
