import { classesOf } from './classes.ts';
import css from './shortcut.module.css';

const cx = classesOf(css);

type ShortcutProps = Readonly<{
  /** As the platform writes it: "Ctrl+K" or "⌘K". */
  keys: string;
  isInverse?: boolean;
}>;

export function Shortcut({ keys, isInverse = false }: ShortcutProps) {
  return <kbd className={cx('shortcut', isInverse && 'inverse')}>{keys}</kbd>;
}
