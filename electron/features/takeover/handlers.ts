import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { takeoverIdSchema } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import { typedSecret } from '../../../shared/domain/passphrase.ts';
import type { TakeoverSource } from '../../../shared/domain/takeover.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import {
  type Ending,
  gaveUp,
  isDone,
  type ReadEnding,
  type Steps,
} from '../../base/context/jobs.ts';
import type { FileKind } from '../../base/context/shell.ts';
import { inTransaction } from '../../base/database/database.ts';
import { anyText } from '../../base/files/decode-text.ts';
import { readFileUpTo } from '../../base/files/read-file.ts';
import { archiveLimits, readingLimits } from '../apis/import/limits.ts';
import { readingThread } from '../apis/import/reading-thread.ts';
import { isZip } from '../apis/import/recognise-text.ts';
import { decryptExport, isEncryptedExport } from '../export/encrypted-export.ts';
import { applyTakeover } from './apply.ts';
import type { Incoming } from './incoming.ts';
import { planTakeover, type TakeoverPlan } from './plan.ts';
import { readExport } from './read-export.ts';
import { reviewOf } from './review.ts';

/** Bytes: some fifty thousand tokens. */
const LIMIT = 128 * 1024 * 1024;

const FILES: FileKind = {
  name: 'dialog.takeoverFile',
  extensions: ['json', 'jwe', 'zip', 'yaml', 'yml'],
};

interface Chosen {
  readonly id: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly isEncrypted: boolean;
}

interface Read {
  readonly incoming: Incoming;
  readonly source: TakeoverSource;
}

type Typed = Parsed<'takeover:preview'>['passphrase'];

/**
 * Reads applications and tokens back from a file: choosing it, looking at what it would change, and
 * storing that are three calls. In between only the file itself is held, still encrypted if it was.
 *
 * @param thread the entry of the thread that unpacks archives.
 */
export function createTakeoverHandlers(thread: URL) {
  let chosen: Chosen | undefined;

  async function read(
    { bytes, file, isEncrypted }: Chosen,
    passphrase: Typed,
    signal: AbortSignal,
  ): Promise<Result<Read, AppError>> {
    if (isZip(bytes)) {
      const reading = readingThread(thread, readingLimits, signal);
      const unpacked = await reading.unpack(bytes);
      await reading.end();
      if (!unpacked.ok) return unpacked;
      const { readWso2 } = await import('./read-wso2.ts');
      return as('wso2', readWso2(unpacked.value));
    }
    let text = anyText(bytes);
    if (isEncrypted) {
      const plain = await decryptExport(text.trim(), passphrase ?? typedSecret(''));
      if (!plain.ok) return plain;
      text = plain.value;
    }
    const exported = as('export', readExport(text));
    if (exported.ok || isEncrypted) return exported;
    // An archive that was unpacked by hand.
    const path = /\.json$/i.test(file) ? 'application.json' : 'application.yaml';
    const { DESCRIPTION_MAX, readWso2 } = await import('./read-wso2.ts');
    if (bytes.length > DESCRIPTION_MAX) return exported;
    const described = as('wso2', readWso2([{ path, bytes }]));
    // What is wrong with YAML is of no use if it was never meant to be any.
    return described.ok || /\.(?:json|ya?ml)$/i.test(file) ? described : exported;
  }

  async function* plan(
    context: WriteContext,
    { id, passphrase }: Parsed<'takeover:preview'>,
    signal: AbortSignal,
  ): Steps<ReadEnding<Read & { readonly plan: TakeoverPlan; readonly file: string }>> {
    const file = chosen;
    if (file?.id !== id) return err(appError('missing/import'));
    const found = await read(file, passphrase, signal);
    if (!found.ok) return found;
    if (signal.aborted) return gaveUp;
    const keys = await context.signer.everyKey();
    if (!keys.ok) return keys;
    const steps = planTakeover(context, found.value.incoming, keys.value);
    for (;;) {
      const step = await steps.next();
      if (step.done === true) return ok({ ...found.value, plan: step.value, file: file.file });
      yield { done: step.value, total: null };
      if (signal.aborted) return gaveUp;
    }
  }

  async function* run(
    context: WriteContext,
    request: Parsed<'takeover:run'>,
    signal: AbortSignal,
  ): Steps<Ending<JobResult<'takeover'>>> {
    const planned = yield* plan(context, request, signal);
    if (!isDone(planned)) return planned;
    const { source, file } = planned.value;
    const { counts } = reviewOf(planned.value.plan, source);
    let done = 0;
    for (const stored of applyTakeover(context, planned.value.plan)) {
      done += stored;
      yield { done, total: counts.tokens + counts.revocations };
      if (signal.aborted) return { doneSoFar: { ...counts, tokens: done } };
    }
    if (!context.db.open) return err(appError('workspace/locked'));
    chosen = undefined;
    const { tokens, revocations } = counts;
    return inTransaction(context.db, () => {
      context.activity.record({
        kind: 'handover/read',
        subject: source,
        detail: { file, tokens, revocations },
      });
      return ok(counts);
    });
  }

  return {
    'takeover:choose': async ({ shell }, _input, { paths }) => {
      const title = 'dialog.takeover' as const;
      const [path] =
        paths.length > 0 ? paths : await shell.askForFiles({ title, kind: FILES, many: false });
      if (path === undefined) return ok(null);
      const bytes = await readFileUpTo(path, LIMIT);
      if (!bytes.ok) return bytes;
      if (isZip(bytes.value) && bytes.value.length > archiveLimits.bytes) {
        const detail = { of: 'bytes', limit: archiveLimits.bytes };
        return err(appError('import/archive-too-large', { detail }));
      }
      const isEncrypted = isEncryptedExport(anyText(bytes.value).trim());
      const id = takeoverIdSchema.parse(randomUUID());
      chosen = { id, file: basename(path), bytes: bytes.value, isEncrypted };
      return ok({ id, file: chosen.file, isEncrypted });
    },

    'takeover:preview': (context, request) =>
      context.jobs.start('takeover-preview', async function* (signal) {
        const planned = yield* plan(context, request, signal);
        if (!isDone(planned)) return planned;
        return ok(reviewOf(planned.value.plan, planned.value.source));
      }).done,

    'takeover:run': (context, request) =>
      context.jobs.start('takeover', (signal) => run(context, request, signal)).done,

    'takeover:cancel': () => {
      chosen = undefined;
      return ok(null);
    },
  } satisfies SomeHandlers;
}

function as(source: TakeoverSource, incoming: Result<Incoming, AppError>): Result<Read, AppError> {
  return incoming.ok ? ok({ source, incoming: incoming.value }) : incoming;
}
