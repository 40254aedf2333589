import { expect, it } from 'vitest';
import { downloadProgress, megabytes } from '../../../build/runtime/download-progress.ts';

function shown(isTTY: boolean, sizes: readonly number[]): string {
  let text = '';
  const write = (piece: string): boolean => {
    text += piece;
    return true;
  };
  const progress = downloadProgress({ isTTY, write });
  for (const size of sizes) progress(size, 120_935_068);
  return text;
}

it('shows each percent once, in one line of a terminal', () => {
  const text = shown(true, [1_300_000, 1_310_000, 2_500_000, 120_935_068]);
  expect(text).toBe('\r  1 % of 121 MB\r  2 % of 121 MB\r  100 % of 121 MB\n');
});

it('writes a few lines where nobody watches', () => {
  const sizes = Array.from({ length: 101 }, (_, percent) => (percent / 100) * 120_935_068);
  expect(shown(false, sizes).split('\n')).toEqual([
    ...[0, 20, 40, 60, 80, 100].map((percent) => `  ${percent} % of 121 MB`),
    '',
  ]);
});

it('says sizes in megabytes', () => {
  expect(megabytes(120_935_068)).toBe('121 MB');
});
