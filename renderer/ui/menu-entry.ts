import type { Icon } from './icon.ts';

export type MenuItem = Readonly<{
  id: string;
  label: string;
  onAction: () => void;
  icon?: Icon | undefined;
  /** A second line, which tells it from others of its name. */
  detail?: string | undefined;
  /** As the platform writes it: "Ctrl+C". Shown only; the key itself is bound elsewhere. */
  shortcut?: string | undefined;
  /** Destroys or revokes: told by colour, so the label has to say it too. */
  isDanger?: boolean | undefined;
  /** Cannot be chosen now, and this is why. Stands under the label. */
  disabledReason?: string | undefined;
}>;

export type MenuEntry = MenuItem | 'separator';
