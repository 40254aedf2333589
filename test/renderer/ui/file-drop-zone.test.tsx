import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { FileDropZone, FilePickButton } from '../../../renderer/ui/file-drop-zone.tsx';

const file = new File(['openapi: 3.1.0'], 'petshop.yaml', { type: 'application/yaml' });

const dataTransfer = {
  types: ['Files'],
  effectAllowed: 'all',
  dropEffect: 'none',
  items: [{ kind: 'file', type: file.type, getAsFile: () => file }],
};

test('a dropped file arrives as the very File, and the area shows that it takes it', async () => {
  const onFiles = vi.fn<(files: File[]) => void>();
  render(
    <FileDropZone label="OpenAPI files" onFiles={onFiles}>
      <p>the page</p>
    </FileDropZone>,
  );
  const target = screen.getByText('the page');
  fireEvent.dragEnter(target, { dataTransfer });
  expect(screen.getByText('Drop the files here')).toBeTruthy();
  fireEvent.drop(target, { dataTransfer });
  await waitFor(() => expect(onFiles).toHaveBeenCalledTimes(1));
  expect(onFiles.mock.calls[0]?.[0][0]).toBe(file);
  expect(screen.queryByText('Drop the files here')).toBeNull();
});

test('the way without dragging takes the same file twice', async () => {
  const user = userEvent.setup();
  const onFiles = vi.fn<(files: File[]) => void>();
  const { container } = render(<FilePickButton onFiles={onFiles}>Choose files…</FilePickButton>);
  const input = container.querySelector('input');
  if (input === null) throw new Error('no file input');
  const click = vi.spyOn(input, 'click');
  await user.click(screen.getByRole('button', { name: 'Choose files…' }));
  expect(click).toHaveBeenCalledTimes(1);
  await user.upload(input, file);
  await user.upload(input, file);
  expect(onFiles).toHaveBeenCalledTimes(2);
  expect(onFiles.mock.calls[1]?.[0][0]).toBe(file);
});
