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
  /** The base of relative references: only compared, never opened. */
  readonly address: string;
  /** The files that this file's references may point to. */
  readonly companions: readonly { readonly address: string; readonly bytes: Uint8Array }[];
  /** The `api.yaml` of the WSO2 project whose definition this file is. */
  readonly project?: Uint8Array;
}

/** A request to the thread, one at a time. */
export type ThreadQuestion = ReadQuestion | { readonly archive: Uint8Array };

/** `ready` is sent once, when the thread has loaded its code; a file's time starts only then. */
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
        // A companion that can't be read is treated as not imported.
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
