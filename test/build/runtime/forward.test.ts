import { expect, it } from 'vitest';
import { runForwarded } from '../../../build/runtime/forward.ts';

const node = (script: string) => runForwarded(process.execPath, ['-e', script], { env: {} });

it('returns the exit code unchanged', async () => {
  expect(await node('process.exit(0)')).toBe(0);
  expect(await node('process.exit(7)')).toBe(7);
});

it('reports death by a signal as shells do', async () => {
  expect(await node('process.kill(process.pid, "SIGKILL")')).toBe(137);
});

it('passes a signal on and lets the program shut down by itself', async () => {
  const ended = node(`
    process.on('SIGTERM', () => process.exit(42));
    process.kill(process.ppid, 'SIGTERM');
    setTimeout(() => undefined, 60000);
  `);
  expect(await ended).toBe(42);
  expect(process.listenerCount('SIGTERM')).toBe(0);
});

it('fails if the program doesn’t exist', async () => {
  await expect(runForwarded('/no/such/program', [], { env: {} })).rejects.toThrow('ENOENT');
});
