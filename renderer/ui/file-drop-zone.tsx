import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import {
  type DropItem,
  DropZone,
  isDirectoryDropItem,
  isFileDropItem,
} from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import css from './file-drop-zone.module.css';
import { Notice } from './notice.tsx';
import { carriesFiles } from './stray-files.ts';

const cx = classesOf(css);

async function handOver(items: DropItem[], onFiles: (files: File[]) => void): Promise<void> {
  const files = await Promise.all(items.filter(isFileDropItem).map((item) => item.getFile()));
  if (files.length > 0) onFiles(files);
}

/** The headless zone accepts any drag: its types can't distinguish text from a text file. */
function letTextPass(event: DragEvent): void {
  if (!carriesFiles(event.dataTransfer)) event.stopPropagation();
}

type FileDropZoneProps = Readonly<{
  /** The accessible name of the area. */
  label: string;
  /** The `File` objects, whose paths the preload can read. Folders are skipped with a message. */
  onFiles: (files: File[]) => void;
  /** What is highlighted while files hover over it: a whole page, or FileDropPrompt. */
  children: ReactNode;
  /** Fills its container, for a whole page. */
  isFilling?: boolean | undefined;
  /** Hands over folders as well, each as a File that only has a path. */
  takesFolders?: boolean | undefined;
}>;

/** Accepts dropped and pasted files. Dropping needs a pointer, so offer a dialog as well. */
export function FileDropZone({
  label,
  onFiles,
  children,
  isFilling = false,
  takesFolders = false,
}: FileDropZoneProps) {
  // The headless zone has no File for a folder; the browser's own list has.
  const dropped = useRef<readonly File[]>([]);
  const [hasFolders, setFolders] = useState(false);
  return (
    <DropZone
      aria-label={label}
      className={cx('zone', isFilling && 'filling')}
      getDropOperation={() => 'copy'}
      onDrop={({ items }) => {
        const hasFolder = items.some(isDirectoryDropItem);
        if (hasFolder && takesFolders) {
          onFiles([...dropped.current]);
          return;
        }
        setFolders(hasFolder);
        void handOver(items, onFiles);
      }}
      render={(zone) => (
        <div
          {...zone}
          onDragEnterCapture={letTextPass}
          onDragOverCapture={letTextPass}
          onDropCapture={(event) => {
            letTextPass(event);
            dropped.current = [...event.dataTransfer.files];
          }}
        />
      )}
    >
      {({ isDropTarget }) => (
        <>
          {children}
          {hasFolders && (
            <div className={cx('notice')}>
              <Notice tone="warning" onDismiss={() => setFolders(false)}>
                {t('ui.noFolders')}
              </Notice>
            </div>
          )}
          {isDropTarget && (
            <div className={cx('veil')} aria-hidden>
              <span className={cx('here')}>
                <FileUp size={16} strokeWidth={1.75} />
                {t('ui.dropHere')}
              </span>
            </div>
          )}
        </>
      )}
    </DropZone>
  );
}

type FileDropPromptProps = Readonly<{
  title: string;
  text?: ReactNode;
  /** The alternative to dragging: a Button that opens a dialog. */
  action: ReactNode;
}>;

/** The dashed box that prompts for files, inside FileDropZone. */
export function FileDropPrompt({ title, text, action }: FileDropPromptProps) {
  return (
    <div className={cx('prompt')}>
      <span className={cx('icon')}>
        <FileUp size={20} strokeWidth={1.5} aria-hidden />
      </span>
      <p className={cx('title')}>{title}</p>
      {text !== undefined && <p className={cx('text')}>{text}</p>}
      <div className={cx('action')}>{action}</div>
    </div>
  );
}
