import type { Icon } from './icon.ts';

export type MenuItem = Readonly<{
  id: string;
  label: string;
  onAction: () => void;
  icon?: Icon | undefined;
  /** A second line that distinguishes it from entries with the same label. */
  detail?: string | undefined;
  /** As the platform writes it: "Ctrl+C". Shown only; the key itself is bound elsewhere. */
  shortcut?: string | undefined;
  /** Destroys or revokes. Shown by colour, so the label has to say it too. */
  isDanger?: boolean | undefined;
  /** Why it can't be chosen now, shown under the label. */
  disabledReason?: string | undefined;
}>;

export type MenuEntry = MenuItem | 'separator';
