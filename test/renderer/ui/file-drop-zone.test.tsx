import { createEvent, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FileDropZone } from '../../../renderer/ui/file-drop-zone.tsx';
import { refuseStrayFiles } from '../../../renderer/ui/stray-files.ts';

const file = new File(['openapi: 3.1.0'], 'petshop.txt', { type: 'text/plain' });
const fileItem = { kind: 'file', type: file.type, getAsFile: () => file };
const folderItem = {
  kind: 'file',
  type: '',
  webkitGetAsEntry: () => ({ name: 'specs', isFile: false, isDirectory: true }),
};

const dragged = (types: readonly string[], items: readonly object[]) => ({
  dataTransfer: {
    types,
    effectAllowed: 'all',
    dropEffect: 'copy',
    items,
    files: [] as File[],
    getData: () => 'a text',
  },
});
const files = (...items: readonly object[]) => dragged(['Files'], items);
const text = () => dragged(['text/plain'], [{ kind: 'string', type: 'text/plain' }]);

test('a dropped file arrives as the same File, and the area highlights', async () => {
  const onFiles = vi.fn<(files: File[]) => void>();
  render(
    <FileDropZone label="OpenAPI files" onFiles={onFiles}>
      <p>the page</p>
    </FileDropZone>,
  );
  const target = screen.getByText('the page');
  fireEvent.dragEnter(target, files(fileItem));
  expect(screen.getByText('Drop the files here')).toBeTruthy();
  fireEvent.drop(target, files(fileItem));
  await waitFor(() => expect(onFiles).toHaveBeenCalledTimes(1));
  expect(onFiles.mock.calls[0]?.[0][0]).toBe(file);
  expect(screen.queryByText('Drop the files here')).toBeNull();
});

test('dragged text is left to the fields inside', () => {
  const onFiles = vi.fn<(files: File[]) => void>();
  render(
    <FileDropZone label="OpenAPI files" onFiles={onFiles}>
      <input aria-label="Search" />
    </FileDropZone>,
  );
  const field = screen.getByRole('textbox');
  // True: the browser's default handling of text wasn't prevented.
  expect(fireEvent.dragEnter(field, text())).toBe(true);
  expect(fireEvent.dragOver(field, text())).toBe(true);
  expect(screen.queryByText('Drop the files here')).toBeNull();
  expect(fireEvent.drop(field, text())).toBe(true);
  expect(onFiles).not.toHaveBeenCalled();
});

test('a folder is refused where it was dropped; the files beside it are accepted', async () => {
  const user = userEvent.setup();
  const onFiles = vi.fn<(files: File[]) => void>();
  render(
    <FileDropZone label="OpenAPI files" onFiles={onFiles}>
      <p>the page</p>
    </FileDropZone>,
  );
  const target = screen.getByText('the page');
  fireEvent.drop(target, files(folderItem));
  expect(screen.getByRole('status').textContent).toMatch(/^Folders can’t be dropped here/);
  expect(onFiles).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('status')).toBeNull();

  fireEvent.drop(target, files(folderItem, fileItem));
  await waitFor(() => expect(onFiles).toHaveBeenCalledWith([file]));
  expect(screen.getByRole('status')).toBeTruthy();
  fireEvent.drop(target, files(fileItem));
  expect(screen.queryByRole('status')).toBeNull();
});

test('a zone that accepts folders passes them on with the files', () => {
  const onFiles = vi.fn<(files: File[]) => void>();
  render(
    <FileDropZone label="OpenAPI files" onFiles={onFiles} takesFolders>
      <p>the page</p>
    </FileDropZone>,
  );
  const folder = new File([], 'specs');
  const { dataTransfer } = files(folderItem, fileItem);
  fireEvent.drop(screen.getByText('the page'), {
    dataTransfer: { ...dataTransfer, files: [folder, file] },
  });
  expect(onFiles).toHaveBeenCalledWith([folder, file]);
  expect(screen.queryByRole('status')).toBeNull();
});

function drag(name: 'dragOver' | 'drop', target: Element, what: ReturnType<typeof dragged>) {
  const event = createEvent[name](target, what);
  fireEvent(target, event);
  const { dropEffect } = (event as DragEvent).dataTransfer ?? {};
  return { isKept: event.defaultPrevented, dropEffect };
}

describe('outside every zone', () => {
  beforeEach(() => refuseStrayFiles());

  test('a file does nothing, and the cursor shows it', () => {
    const onFiles = vi.fn<(files: File[]) => void>();
    render(
      <>
        <input />
        <FileDropZone label="OpenAPI files" onFiles={onFiles}>
          <p>the zone</p>
        </FileDropZone>
      </>,
    );
    const beside = screen.getByRole('textbox');
    const refused = { isKept: true, dropEffect: 'none' };
    expect(drag('dragOver', beside, files(fileItem))).toEqual(refused);
    expect(drag('drop', beside, files(fileItem))).toEqual(refused);
    expect(onFiles).not.toHaveBeenCalled();

    const zone = screen.getByText('the zone');
    fireEvent.dragEnter(zone, files(fileItem));
    expect(drag('dragOver', zone, files(fileItem))).toEqual({ isKept: true, dropEffect: 'copy' });
  });

  test('text can be dropped as usual', () => {
    render(<input />);
    const field = screen.getByRole('textbox');
    expect(drag('dragOver', field, text())).toEqual({ isKept: false, dropEffect: 'copy' });
  });
});
