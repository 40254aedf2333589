import type { Page } from 'playwright-core';
import { until } from './program.ts';

/**
 * Two frames, and an answer of the program between them: what was asked for before has been drawn.
 * Then nothing may wait, fade or move. An image far below may never load.
 */
const hasSettled = `(async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const size = () => document.body.innerHTML.length;
  await frame();
  const before = size();
  await latchkey.call('program:info', {});
  await frame();
  await frame();
  const isMoving = document.getAnimations().some(({ playState, effect }) =>
    playState === 'running' && effect.getComputedTiming().iterations !== Infinity);
  const isNear = (image) => image.getBoundingClientRect().top < innerHeight;
  return size() === before && !isMoving && document.querySelector('[data-loading]') === null &&
    [...document.images].every((image) => image.complete || !isNear(image));
})()`;

/** Waits until the page shows what it has to show: nothing loads, moves or fades any more. */
export function settled(page: Page): Promise<void> {
  return until(page, hasSettled);
}
