import { describe, expect, test } from 'vitest';
import { createSteps } from '../../../build/tour/steps.ts';

function recorded() {
  const lines: string[] = [];
  return { lines, steps: createSteps((line) => lines.push(line)) };
}

const breaks = (): never => {
  throw new Error('no button\nCall log: …');
};

describe('a step', () => {
  test('prints one numbered line', async () => {
    const { lines, steps } = recorded();
    await steps.must('open', () => undefined);
    await steps.check('look', async () => undefined);
    expect(lines).toEqual(['ok    01  open', 'ok    02  look']);
    expect(steps.failures()).toBe(0);
  });

  test('that fails prints why on its line, and stops the steps that depend on it', async () => {
    const { lines, steps } = recorded();
    await expect(steps.must('open', breaks)).rejects.toThrow('no button');
    expect(lines).toEqual(['FAIL  01  open: no button']);
    expect(steps.failures()).toBe(1);
  });

  test('that only checks lets the next one run', async () => {
    const { lines, steps } = recorded();
    await steps.check('look', breaks);
    await steps.must('go on', () => undefined);
    expect(lines).toEqual(['FAIL  01  look: no button', 'ok    02  go on']);
    expect(steps.failures()).toBe(1);
  });

  test('is printed once, with anything that happens between two steps', async () => {
    const { lines, steps } = recorded();
    await steps.must('open', breaks).catch(steps.caught);
    steps.caught(new Error('lost'));
    expect(lines).toEqual(['FAIL  01  open: no button', 'FAIL  --  between two steps: lost']);
    expect(steps.failures()).toBe(2);
  });
});
