import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import icon from '../../build/icons/linux/32x32.png?asset';
import type { HomeView } from '../../shared/domain/home.ts';
import type { TokenSummary } from '../../shared/domain/token.ts';
import { ownerName } from '../../shared/words/key-types.ts';
import { t } from '../../shared/words/words.ts';

export interface ProgramTray {
  /** Shows or removes the icon. */
  readonly use: (isWanted: boolean) => void;
  /** Rebuilds the menu after a change, a lock or a sign-in. */
  readonly refresh: () => void;
}

type TrayOptions = Readonly<{
  /** What Home shows; null while locked. */
  read: () => Promise<HomeView | null>;
  copy: (token: TokenSummary) => void;
  quickCopy: () => void;
  showMain: () => void;
  lock: () => void;
  quit: () => void;
}>;

/** How many tokens are named in each part. */
const MOST = 5;
const separator = { type: 'separator' } as const;

/** The icon beside the clock: what expires soon, what was used last, and lock. */
export function createTray(options: TrayOptions): ProgramTray {
  let tray: Tray | undefined;

  function items(view: HomeView | null): MenuItemConstructorOptions[] {
    const show = { label: t('tray.show'), click: options.showMain };
    const quit = { label: t('menu.roles.quit'), click: options.quit };
    if (view === null) return [show, separator, quit];
    const entry = (token: TokenSummary): MenuItemConstructorOptions => ({
      label: ownerName(token.applicationName, token.keyType),
      click: () => options.copy(token),
    });
    const part = (label: string, tokens: readonly TokenSummary[]): MenuItemConstructorOptions[] =>
      tokens.length === 0
        ? []
        : [{ label, enabled: false }, ...tokens.slice(0, MOST).map(entry), separator];
    return [
      ...part(
        t('tray.expiring'),
        view.soon.filter(({ current }) => current),
      ),
      ...part(
        t('tray.recent'),
        view.recent.map(({ token }) => token),
      ),
      { label: t('tray.quickCopy'), click: options.quickCopy },
      show,
      { label: t('command.lock'), click: options.lock },
      separator,
      quit,
    ];
  }

  let readings = 0;

  async function refresh(): Promise<void> {
    if (tray === undefined) return;
    readings += 1;
    const reading = readings;
    const view = await options.read();
    // A reading that began before a lock must not bring back what the lock took away.
    if (reading === readings) tray?.setContextMenu(Menu.buildFromTemplate(items(view)));
  }

  return {
    use(isWanted) {
      if (isWanted === (tray !== undefined)) return;
      tray?.destroy();
      tray = isWanted ? new Tray(nativeImage.createFromPath(icon)) : undefined;
      tray?.setToolTip(t('frame.product'));
      tray?.on('click', options.showMain);
      void refresh();
    },
    refresh: () => void refresh(),
  };
}
