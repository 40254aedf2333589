import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { offerUndo } from '../../../renderer/features/bin/offer-undo.ts';
import { goTo } from '../../../renderer/program/navigation.ts';
import { followUndo } from '../../../renderer/program/undo.ts';
import { ok } from '../../../shared/result.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import { apiId, applicationId } from '../../support/samples.ts';

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function deleteOne() {
  const shown = renderScreen(<input aria-label="A field" />, { 'bin:restore': () => ok(null) });
  const stop = followUndo();
  offerUndo('Petshop deleted', { kind: 'application', id: applicationId(1) });
  await nextTask();
  return { ...shown, stop };
}

const user = userEvent.setup();
const undo = () => user.keyboard('{Control>}z{/Control}');

test('Ctrl+Z takes back a deletion, once', async () => {
  const { bridge, stop } = await deleteOne();
  await undo();
  await undo();
  expect(bridge.inputs('bin:restore')).toEqual([{ kind: 'application', id: applicationId(1) }]);
  stop();
});

test('not after something else was changed; looking and copying change nothing', async () => {
  const { bridge, stop } = await deleteOne();
  bridge.emit('changed', ['secrets', 'activity']);
  bridge.emit('changed', ['applications', 'activity']);
  await undo();
  expect(bridge.calls('bin:restore')).toEqual([]);
  stop();
});

test('in a field, Ctrl+Z is the field’s', async () => {
  const { bridge, stop } = await deleteOne();
  await user.click(screen.getByLabelText('A field'));
  await undo();
  expect(bridge.calls('bin:restore')).toEqual([]);
  stop();
});

test('whoever has gone to another page since isn’t taken to what is back', async () => {
  const restored = Promise.withResolvers<void>();
  const onRestored = vi.fn<() => void>();
  renderScreen(<p />, {
    'bin:restore': async () => {
      await restored.promise;
      return ok(null);
    },
  });
  act(() => offerUndo('Petshop deleted', { kind: 'api', id: apiId(1) }, onRestored));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  goTo('home');
  await act(async () => restored.resolve());
  await nextTask();
  expect(onRestored).not.toHaveBeenCalled();
});
