import { act, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { runCommand, useCommand, useSearchCommand } from '../../../renderer/program/commands.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const importApis = vi.fn<() => void>();

function Apis() {
  useCommand('api.import', importApis);
  return <h1>APIs</h1>;
}

function Window() {
  const page = usePlace((place) => place.page);
  return page === 'apis' ? <Apis /> : <h1>Elsewhere</h1>;
}

test('a command runs where it is handled', () => {
  importApis.mockClear();
  renderScreen(<Window />, {}, { page: 'apis' });
  act(() => runCommand('api.import'));
  expect(importApis).toHaveBeenCalledTimes(1);
});

test('from another page the program opens its page first, and runs it once', async () => {
  importApis.mockClear();
  renderScreen(<Window />, {}, { page: 'tokens' });
  expect(screen.getByText('Elsewhere')).toBeTruthy();
  act(() => runCommand('api.import'));
  expect(await screen.findByText('APIs')).toBeTruthy();
  expect(importApis).toHaveBeenCalledTimes(1);
  act(() => usePlace.setState({ page: 'tokens' }));
  act(() => usePlace.setState({ page: 'apis' }));
  expect(importApis).toHaveBeenCalledTimes(1);
});

test('an old request isn’t run any more', () => {
  importApis.mockClear();
  renderScreen(<Window />, {}, { page: 'apis' });
  vi.useFakeTimers();
  act(() => usePlace.setState({ page: 'tokens' }));
  // The command would go to APIs, but the person goes elsewhere.
  act(() => {
    runCommand('api.import');
    usePlace.setState({ page: 'gateways' });
  });
  vi.advanceTimersByTime(5000);
  act(() => usePlace.setState({ page: 'apis' }));
  expect(importApis).not.toHaveBeenCalled();
});

function Search() {
  const field = useSearchCommand();
  return <input ref={field} defaultValue="petshop" />;
}

test('Search focuses its field and selects its text', () => {
  const { container } = render(<Search />);
  act(() => runCommand('search'));
  const field = container.querySelector('input');
  expect(document.activeElement).toBe(field);
  expect([field?.selectionStart, field?.selectionEnd]).toEqual([0, 'petshop'.length]);
});
