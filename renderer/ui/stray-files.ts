/** Whether files are dragged, and not a text: dragged text is for the fields. */
export function carriesFiles(dragged: DataTransfer): boolean {
  return dragged.types.includes('Files');
}

function refuse(event: DragEvent): void {
  const { dataTransfer } = event;
  if (dataTransfer === null || !carriesFiles(dataTransfer)) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'none';
}

/**
 * A file that is dropped beside every drop zone does nothing, and the cursor says so beforehand:
 * the browser would leave the page for it. What a zone takes never comes up to the window.
 *
 * @returns a function that stops it.
 */
export function refuseStrayFiles(): () => void {
  const refused = new AbortController();
  for (const name of ['dragenter', 'dragover', 'drop'] as const) {
    window.addEventListener(name, refuse, { signal: refused.signal });
  }
  return () => refused.abort();
}
