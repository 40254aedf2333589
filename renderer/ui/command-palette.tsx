import { Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
  useFilter,
} from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import css from './command-palette.module.css';
import type { Icon } from './icon.ts';
import optionsCss from './options.module.css';
import { Shortcut } from './shortcut.tsx';

const cx = classesOf(css);
const ox = classesOf(optionsCss);

export type PaletteCommand = Readonly<{
  id: string;
  label: string;
  /** Further words that match it. */
  keywords?: string | undefined;
  icon?: Icon | undefined;
  shortcut?: string | undefined;
  /** At the end: "18 d". */
  detail?: string | undefined;
  disabledReason?: string | undefined;
  /** What else can be done with it: the second step, built when it is opened. */
  actions?: (() => PaletteSection) | undefined;
  onRun: () => void;
}>;

export type PaletteSection = Readonly<{
  title: string;
  commands: readonly PaletteCommand[];
}>;

type CommandPaletteProps = Readonly<{
  isOpen: boolean;
  onClose: () => void;
  /** The accessible name, and the placeholder of its field. */
  label: string;
  /** What matches `onQuery`'s text, best first. */
  sections: readonly PaletteSection[];
  onQuery: (query: string) => void;
  /** Called with the id of what is run. */
  onRun?: ((id: string) => void) | undefined;
  /** It fills its whole window, and `onRun`'s caller runs what is chosen. */
  isAlone?: boolean | undefined;
}>;

/** Every command by name: typing narrows, arrows choose, Enter runs, Tab shows more actions. */
export function CommandPalette({
  isOpen,
  onClose,
  isAlone = false,
  ...commands
}: CommandPaletteProps) {
  return (
    <ModalOverlay
      className={cx('overlay', isAlone && 'alone')}
      isOpen={isOpen}
      isDismissable
      isKeyboardDismissDisabled={false}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={cx('modal')}>
        <Dialog className={cx('dialog')} aria-label={commands.label}>
          <Commands {...commands} isAlone={isAlone} onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Commands({
  label,
  sections,
  onQuery,
  onRun,
  isAlone,
  onClose,
}: Omit<CommandPaletteProps, 'isOpen'>) {
  const [query, setQuery] = useState('');
  const [step, setStep] = useState<PaletteSection | null>(null);
  /** Whether the marked entry was gone to, by key or mouse, since the last typing. */
  const [isChosen, setChosen] = useState(false);
  const { contains } = useFilter({ sensitivity: 'base', ignorePunctuation: true });
  const shown = step === null ? sections : [narrowed(step, (text) => contains(text, query))];

  function type(typed: string): void {
    setQuery(typed);
    setChosen(false);
    if (step === null) onQuery(typed);
  }

  function leaveStep(): void {
    setStep(null);
    setChosen(false);
    setQuery('');
    onQuery('');
  }

  function run(command: PaletteCommand): void {
    if (isAlone !== true) onClose();
    onRun?.(command.id);
    command.onRun();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (step !== null && (event.key === 'Escape' || (event.key === 'Backspace' && query === ''))) {
      event.preventDefault();
      event.stopPropagation();
      leaveStep();
      return;
    }
    if (movingKeys.has(event.key)) setChosen(true);
    // The list keeps what it marked first, although better matches are found after the last key.
    if (event.key === 'Enter' && !isChosen && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      const first = shown.flatMap(({ commands }) => commands).find(isEnabled);
      if (first !== undefined) run(first);
      return;
    }
    if (event.key !== 'Tab') return;
    // Nothing else here takes focus, so Tab opens the second step.
    event.preventDefault();
    event.stopPropagation();
    const focused = event.currentTarget.getAttribute('aria-activedescendant');
    const id = focused === null ? undefined : document.getElementById(focused)?.dataset['key'];
    const found = shown.flatMap(({ commands }) => commands).find((command) => command.id === id);
    if (event.shiftKey && step !== null) leaveStep();
    else if (step === null && found?.actions !== undefined) {
      setStep(found.actions());
      setChosen(false);
      setQuery('');
    }
  }

  return (
    <Autocomplete inputValue={query} onInputChange={type}>
      <TextField aria-label={label} className={cx('search')} autoFocus>
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <Input
          className={cx('input')}
          placeholder={step?.title ?? label}
          dir="auto"
          onKeyDownCapture={onKeyDown}
        />
      </TextField>
      <Menu
        // Another list: its first item gets the virtual focus.
        key={step?.title ?? ''}
        aria-label={step?.title ?? label}
        className={cx('list')}
        autoFocus="first"
        renderEmptyState={() => <div className={ox('empty')}>{t('ui.noOptions')}</div>}
        {...(isAlone !== true && { onClose })}
      >
        {shown
          .filter(({ commands }) => commands.length > 0)
          .map(({ title, commands }) => (
            <MenuSection key={title} id={title}>
              <Header className={ox('header')}>{title}</Header>
              {commands.map((command) => (
                <Item key={command.id} command={command} onRun={() => run(command)} />
              ))}
            </MenuSection>
          ))}
      </Menu>
      <p className={cx('hints')} aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('palette.hints.choose')} <kbd>↵</kbd> {t('palette.hints.run')}{' '}
        <kbd>{t('palette.hints.tab')}</kbd>{' '}
        {step === null ? t('palette.hints.more') : t('palette.hints.back')}
      </p>
    </Autocomplete>
  );
}

const movingKeys: ReadonlySet<string> = new Set([
  'ArrowDown',
  'ArrowUp',
  'Home',
  'End',
  'PageDown',
  'PageUp',
]);

function isEnabled({ disabledReason }: PaletteCommand): boolean {
  return disabledReason === undefined;
}

function narrowed(
  { title, commands }: PaletteSection,
  isIn: (text: string) => boolean,
): PaletteSection {
  return { title, commands: commands.filter(({ label }) => isIn(label)) };
}

type ItemProps = Readonly<{ command: PaletteCommand; onRun: () => void }>;

function Item({ command, onRun }: ItemProps) {
  const { id, label, icon: Glyph, shortcut, detail, disabledReason } = command;
  return (
    <MenuItem
      id={id}
      className={ox('option')}
      textValue={label}
      isDisabled={disabledReason !== undefined}
      onAction={onRun}
    >
      {Glyph && <Glyph className={ox('icon')} size={16} strokeWidth={1.75} aria-hidden />}
      <span className={ox('words')}>
        <span>{label}</span>
        {disabledReason !== undefined && <span className={ox('detail')}>{disabledReason}</span>}
      </span>
      {detail !== undefined && <span className={cx('end')}>{detail}</span>}
      {shortcut !== undefined && <Shortcut keys={shortcut} />}
    </MenuItem>
  );
}
