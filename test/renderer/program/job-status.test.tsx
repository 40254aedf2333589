import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { JobStatus } from '../../../renderer/program/job-status.tsx';
import { recallJobs } from '../../../renderer/program/jobs.ts';
import { ok } from '../../../shared/result.ts';
import { runningJob } from '../../support/jobs.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const status = <JobStatus kind="token-export" label="Exporting tokens" done="3 tokens exported" />;
const running = runningJob('token-export', { done: 20, total: 50 });
const ended = { ...running, state: 'done', progress: { done: 50, total: 50 } } as const;

const wait = () => act(() => vi.advanceTimersByTimeAsync(400));

function show() {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  return renderScreen(status, {
    'job:cancel': () => ok(null),
    'job:get': () => ok(null),
    'job:list': () => ok([running]),
  });
}

test('a long job shows its progress, and can be cancelled', async () => {
  const { bridge, user } = show();
  act(() => bridge.emit('job', running));
  expect(screen.queryByRole('progressbar')).toBeNull();
  await wait();
  const bar = screen.getByRole('progressbar', { name: 'Exporting tokens' });
  expect(bar.getAttribute('aria-valuetext')).toBe('20 of 50');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(bridge.inputs('job:cancel')).toEqual([{ id: running.id }]);
});

test('doesn’t report a job’s end again to someone who saw it', async () => {
  const { bridge } = show();
  act(() => bridge.emit('job', running));
  await wait();
  act(() => bridge.emit('job', ended));
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(screen.queryByText('3 tokens exported')).toBeNull();
});

/** A screen that a person leaves and opens again. */
function Elsewhere() {
  const [isHere, setHere] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setHere(!isHere)}>
        Go
      </button>
      {isHere && status}
    </>
  );
}

test('shows a running job after returning to the page', async () => {
  show();
  await act(() => recallJobs());
  await wait();
  expect(screen.getByRole('progressbar', { name: 'Exporting tokens' })).toBeTruthy();
});

test.each([
  [ended, '3 tokens exported'],
  [{ ...running, state: 'cancelled' } as const, 'Exporting tokens: cancelled after 20 of 50.'],
])('shows how a job ended meanwhile, until dismissed', async (job, text) => {
  const { bridge, user } = renderScreen(<Elsewhere />);
  const go = () => user.click(screen.getByRole('button', { name: 'Go' }));
  act(() => bridge.emit('job', running));
  await go();
  act(() => bridge.emit('job', job));
  await go();
  expect(screen.getByText(text)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  await go();
  await go();
  expect(screen.queryByText(text)).toBeNull();
});
