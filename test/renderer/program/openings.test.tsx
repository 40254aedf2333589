import { act, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { useCommand } from '../../../renderer/program/commands.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { useOpenings } from '../../../renderer/program/openings.ts';
import type { Opening } from '../../../shared/domain/opening.ts';
import { ok } from '../../../shared/result.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import { anApplication, applicationId } from '../../support/samples.ts';

const copyToken = vi.fn<() => void>();

function Frame({ isOpen }: Readonly<{ isOpen: boolean }>) {
  useOpenings(isOpen);
  useCommand('token.copy', copyToken);
  return null;
}

/** A window that was asked for these, one after another. */
function openWith(...openings: readonly Opening[]) {
  const waiting = [...openings];
  return renderScreen(<Frame isOpen />, {
    'program:take-opening': () => ok(waiting.shift() ?? null),
    'application:get': ({ id }) =>
      id === applicationId(1) ? ok(anApplication(1)) : fails('missing/application'),
    'preferences:set': () => fails('internal'),
  });
}

describe('an opening requested from outside', () => {
  test('is shown at once if it was requested before the page was there', async () => {
    openWith({ kind: 'application', id: applicationId(1) });
    await vi.waitFor(() => {
      expect(usePlace.getState()).toMatchObject({
        page: 'applications',
        applicationId: applicationId(1),
      });
    });
  });

  test('is shown when the program announces it', async () => {
    const { bridge } = openWith();
    await act(async () => {});
    bridge.answer({ 'program:take-opening': () => ok({ kind: 'copy-token' }) });
    await act(async () => bridge.emit('opening', null));
    expect(copyToken).toHaveBeenCalledTimes(1);
  });

  test('isn’t opened if it doesn’t exist, and a message says so', async () => {
    openWith({ kind: 'application', id: applicationId(2) });
    expect(await screen.findByText('That application isn’t in this workspace')).toBeTruthy();
    expect(usePlace.getState().applicationId).toBeNull();
  });
});
