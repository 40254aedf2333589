import { X } from 'lucide-react';
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { Button } from './button.tsx';
import { classesOf } from './classes.ts';
import { HelpLink } from './help-link.tsx';
import { IconButton } from './icon-button.tsx';
import css from './toasts.module.css';
import { type Tone, toneIcons } from './tone.ts';

const cx = classesOf(css);

export type Toast = Readonly<{
  title: string;
  description?: string | undefined;
  tone?: Tone | undefined;
  /** Undo and the like. Pressing it also closes the toast. */
  action?: Readonly<{ label: string; onPress: () => void }> | undefined;
  /** A new toast replaces the one with the same key. */
  key?: string | undefined;
  /** Stays until it is dismissed, as failures do: for what is said only once. */
  stays?: boolean | undefined;
}>;

/** In ms: long enough to read twice. Actions get longer; failures stay until dismissed. */
const plainTimeout = 6000;
const actionTimeout = 12_000;

/** One at a time, the newest: three of them hide a third of a small window. Earlier ones follow. */
const queue = new ToastQueue<Toast>({ maxVisibleToasts: 1 });
const shown = new Map<string, string>();

/** Shows a toast in the one <ToastRegion>. Hovering or focusing any of them stops their clocks. */
export function showToast(toast: Toast): () => void {
  const { key, tone = 'info', action, stays = tone === 'danger' } = toast;
  const earlier = key === undefined ? undefined : shown.get(key);
  if (earlier !== undefined) queue.close(earlier);
  const id = queue.add(toast, {
    ...(!stays && { timeout: action === undefined ? plainTimeout : actionTimeout }),
    onClose: () => {
      if (key !== undefined && shown.get(key) === id) shown.delete(key);
    },
  });
  if (key !== undefined) shown.set(key, id);
  return () => queue.close(id);
}

/** Removes all toasts: after a lock, nothing from the workspace may stay on screen. */
export function clearToasts(): void {
  queue.clear();
  shown.clear();
}

/**
 * Tells the overlays how much of the window's lower edge toasts take (px): they end above it, so that
 * no toast ever lies on the buttons of a dialog.
 */
function reserveRoom(region: HTMLElement | null): (() => void) | undefined {
  if (region === null) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.setProperty('--toasts-room', `${region.offsetHeight}px`);
  });
  observer.observe(region);
  return () => {
    observer.disconnect();
    style.removeProperty('--toasts-room');
  };
}

/** Once, at the root of the page. F6 moves the focus into it. */
export function ToastRegion() {
  return (
    <AriaToastRegion
      ref={reserveRoom}
      queue={queue}
      aria-label={t('ui.notifications')}
      className={cx('region')}
    >
      {({ toast }) => {
        const { title, description, tone = 'info', action } = toast.content;
        const Glyph = toneIcons[tone];
        return (
          <AriaToast toast={toast} className={cx('toast')}>
            <span className={cx('icon', tone)}>
              <Glyph size={16} strokeWidth={1.75} aria-hidden />
            </span>
            <ToastContent
              className={cx('words')}
              // The library always uses "alert", but only failures may interrupt a screen reader.
              role={tone === 'danger' ? 'alert' : 'status'}
            >
              <Text slot="title" className={cx('title')}>
                {title}
              </Text>
              {description !== undefined && (
                <Text slot="description" className={cx('description')}>
                  {description}
                </Text>
              )}
              {tone === 'danger' && <HelpLink />}
            </ToastContent>
            {action !== undefined && (
              <Button
                onPress={() => {
                  action.onPress();
                  queue.close(toast.key);
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton label={t('ui.dismiss')} icon={X} onPress={() => queue.close(toast.key)} />
          </AriaToast>
        );
      }}
    </AriaToastRegion>
  );
}
