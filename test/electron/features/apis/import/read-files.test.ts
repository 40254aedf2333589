import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import {
  type ReadingOptions,
  type ReadingProgress,
  readOpenApiFiles,
} from '../../../../../electron/features/apis/import/read-files.ts';
import { importThread } from '../../../../support/import-thread.ts';
import { largeOpenApi } from '../../../../support/large-openapi.ts';

const thread = importThread();
const good = fileURLToPath(new URL('../../../../../build/samples/orders.yaml', import.meta.url));

// Threads start slowly on a busy machine, and these tests don't measure time.
vi.setConfig({ testTimeout: 120_000 });
const patient = { timeMs: 100_000, startMs: 100_000 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-import-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array = 'openapi: 3.0.0'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The real thread, which runs `onMessage` (JavaScript) on each message first. */
function threadThat(onMessage: string): URL {
  const code = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ file }) => { ${onMessage} });
    await import(${JSON.stringify(thread.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

async function codesOf(paths: string[], options: Partial<ReadingOptions> = {}): Promise<string[]> {
  const { apis, problems } = await readOpenApiFiles(paths, { thread, limits: patient, ...options });
  const read = apis.map((api) => `${api.file}: ok`);
  return [...read, ...problems.map(({ file: name, error }) => `${name}: ${error.code}`)];
}

/** Blocks the event loop before the second file, so that the thread's end goes unnoticed. */
function dawdle({ done }: ReadingProgress): void {
  if (done === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
}

test('a description over 1 MB, as JSON and as YAML', async () => {
  const text = largeOpenApi();
  expect(text.length).toBeGreaterThan(1_000_000);
  const json = file('webhooks.json', text);
  const yaml = file('webhooks.yaml', stringify(JSON.parse(text), { aliasDuplicateObjects: false }));
  const { apis, problems } = await readOpenApiFiles([json, yaml], { thread, limits: patient });
  expect(problems).toEqual([]);
  expect(apis[0]).toMatchObject({
    file: 'webhooks.json',
    name: "Petshop's official Webhooks OpenAPI spec + extension",
    version: '12.1.0',
    context: '/petshops-official-webhooks-openapi-spec-extension',
  });
  expect(apis[1]).toEqual({ ...apis[0], file: 'webhooks.yaml' });
});

test('progress covers every file to the end', async () => {
  const steps: ReadingProgress[] = [];
  await readOpenApiFiles([good, join(folder, 'missing.yaml')], {
    thread,
    limits: patient,
    onProgress: (progress) => steps.push(progress),
  });
  expect(steps).toEqual([
    { done: 0, total: 2, file: 'orders.yaml' },
    { done: 1, total: 2, file: 'missing.yaml' },
    { done: 2, total: 2, file: undefined },
  ]);
});

test('starts no thread without files', async () => {
  const nowhere = new URL('file:///nowhere.ts');
  expect(await readOpenApiFiles([], { thread: nowhere })).toEqual({ apis: [], problems: [] });
});

describe('files refused without reading', () => {
  const nowhere = new URL('file:///nowhere.ts');

  test('70 MB: reported with name, size and limit before a byte is read', async () => {
    const path = file('huge.yaml');
    truncateSync(path, 70_000_000);
    expect((await readOpenApiFiles([path], { thread: nowhere })).problems).toEqual([
      {
        file: 'huge.yaml',
        error: {
          code: 'file/too-large',
          detail: { name: 'huge.yaml', size: 70_000_000, limit: 67_108_864 },
        },
      },
    ]);
  });

  test('missing, a device, a pipe', async () => {
    const pipe = join(folder, 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    const { problems } = await readOpenApiFiles([join(folder, 'missing.yaml'), '/dev/zero', pipe], {
      thread: nowhere,
    });
    expect(problems.map(({ error }) => error)).toEqual([
      { code: 'file/unreadable', detail: { name: 'missing.yaml', reason: 'ENOENT' } },
      { code: 'file/unreadable', detail: { name: 'zero', reason: 'not-a-file' } },
      { code: 'file/unreadable', detail: { name: 'pipe.yaml', reason: 'not-a-file' } },
    ]);
  });

  test('a file that claims to be empty and isn’t', async () => {
    const { problems } = await readOpenApiFiles(['/proc/self/maps'], {
      thread: nowhere,
      limits: { bytes: 100 },
    });
    expect(problems[0]?.error).toEqual({
      code: 'file/too-large',
      detail: { name: 'maps', size: 101, limit: 100 },
    });
  });
});

describe('a file that breaks the thread affects only itself', () => {
  test('by never ending', async () => {
    const hangs = threadThat(`if (file === 'bad.yaml') for (;;);`);
    const paths = [good, file('bad.yaml'), good];
    expect(await codesOf(paths, { thread: hangs, limits: { ...patient, timeMs: 4_000 } })).toEqual([
      'orders.yaml: ok',
      'orders.yaml: ok',
      'bad.yaml: import/timed-out',
    ]);
  });

  test.each([
    ['throwing', `{ parentPort.postMessage = () => {}; throw new Error('defect'); }`],
    ['leaving', `process.exit(0)`],
    ['answering nonsense', `parentPort.postMessage({ ok: true, value: { scopes: 'all' } })`],
  ])('%s', async (_, crime) => {
    const criminal = threadThat(`if (file === 'bad.yaml') ${crime};`);
    expect(await codesOf([good, file('bad.yaml'), good], { thread: criminal })).toEqual([
      'orders.yaml: ok',
      'orders.yaml: ok',
      'bad.yaml: internal',
    ]);
  });

  test('by ending one of the two threads that read many', async () => {
    const criminal = threadThat(`if (file === 'bad.yaml') process.exit(0);`);
    const many = Array.from({ length: 5 }, () => good);
    const read = await codesOf([...many, file('bad.yaml'), ...many], { thread: criminal });
    expect(read).toEqual([
      ...[...many, ...many].map(() => 'orders.yaml: ok'),
      'bad.yaml: internal',
    ]);
  });

  test('by crashing just after its answer', async () => {
    const dies = threadThat(`if (file === 'bad.yaml') throw new Error('too late');`);
    expect(await codesOf([good, file('bad.yaml'), good], { thread: dies })).toEqual([
      'orders.yaml: ok',
      'orders.yaml: ok',
      'bad.yaml: import/invalid',
    ]);
  });

  test('by crashing between two files', async () => {
    const dies = threadThat(`setTimeout(() => process.exit(1), 50)`);
    expect(await codesOf([good, good], { thread: dies, onProgress: dawdle })).toEqual([
      'orders.yaml: ok',
      'orders.yaml: ok',
    ]);
  });

  test('by using all the memory', async () => {
    const { apis, problems } = await readOpenApiFiles(
      [good, file('bad.yaml', '- [a, b, c]\n'.repeat(100_000)), good],
      { thread, limits: { ...patient, memoryMib: 16 } },
    );
    expect(apis).toHaveLength(2);
    expect(problems).toEqual([
      { file: 'bad.yaml', error: { code: 'import/out-of-memory', detail: { limit: 16 } } },
    ]);
  });

  test('by a thread that doesn’t start', async () => {
    const nowhere = new URL('file:///nowhere.ts');
    expect(await codesOf([good], { thread: nowhere })).toEqual(['orders.yaml: internal']);
  });
});

describe('cancelling', () => {
  test('ends the thread in the middle of a file; the rest isn’t read', async () => {
    const hangs = threadThat(`if (file === 'bad.yaml') for (;;);`);
    const controller = new AbortController();
    const onProgress = ({ done }: ReadingProgress) => {
      if (done === 1) setTimeout(() => controller.abort(), 300);
    };
    expect(
      await codesOf([good, file('bad.yaml'), good], {
        thread: hangs,
        signal: controller.signal,
        onProgress,
      }),
    ).toEqual(['orders.yaml: ok', 'bad.yaml: call/cancelled', 'orders.yaml: call/cancelled']);
  });

  test('beforehand reads nothing', async () => {
    expect(await codesOf([good], { signal: AbortSignal.abort() })).toEqual([
      'orders.yaml: call/cancelled',
    ]);
  });
});
