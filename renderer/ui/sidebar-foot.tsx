import { TriangleAlert } from 'lucide-react';
import { Children, type ReactNode, useSyncExternalStore } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import { IconButton } from './icon-button.tsx';
import optionsCss from './options.module.css';
import css from './sidebar-foot.module.css';
import { Tooltip } from './tooltip.tsx';

const cx = classesOf(css);
const ox = classesOf(optionsCss);

/** Where the sidebar is a rail: as in sidebar.module.css. */
const narrow = window.matchMedia('(width < 1100px)');

function subscribe(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange);
  return () => narrow.removeEventListener('change', onChange);
}

type SidebarFootProps = Readonly<{
  /** Names the button that shows them where there is no room. */
  noticesLabel: string;
  /** Folded Notices. */
  notices: ReactNode;
  action: Readonly<{ label: string; icon: Icon; shortcut: string; onPress: () => void }>;
}>;

/** Below the pages: lasting notices, behind one button in the rail, and one action. */
export function SidebarFoot({ noticesLabel, notices, action }: SidebarFootProps) {
  const isRail = useSyncExternalStore(subscribe, () => narrow.matches);
  const { label, icon: Glyph, shortcut, onPress } = action;
  const hasNotices = Children.toArray(notices).length > 0;
  return (
    <>
      {hasNotices && !isRail && notices}
      {hasNotices && isRail && (
        <DialogTrigger>
          <IconButton label={noticesLabel} icon={TriangleAlert} tone="warning" />
          <Popover className={ox('popover')} placement="right bottom" offset={8}>
            <Dialog className={cx('notices')} aria-label={noticesLabel}>
              {notices}
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
      <Tooltip text={isRail ? label : undefined} shortcut={shortcut}>
        <AriaButton className={cx('action')} onPress={onPress}>
          <Glyph size={16} strokeWidth={1.75} aria-hidden />
          <span className={cx('label')}>{label}</span>
          <kbd className={cx('keys')} aria-hidden>
            {shortcut}
          </kbd>
        </AriaButton>
      </Tooltip>
    </>
  );
}
