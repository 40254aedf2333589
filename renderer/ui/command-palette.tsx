import { Search } from 'lucide-react';
import { useState } from 'react';
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
  disabledReason?: string | undefined;
  onRun: () => void;
}>;

export type PaletteSection = Readonly<{
  title: string;
  commands: readonly PaletteCommand[];
  /** An item named by a person, ranked before the program's commands when its name is typed. */
  isNamed?: boolean | undefined;
}>;

type CommandPaletteProps = Readonly<{
  isOpen: boolean;
  onClose: () => void;
  /** The accessible name, and the placeholder of its field. */
  label: string;
  sections: readonly PaletteSection[];
  /** Called with the typed text, so that sections can be looked up by it. */
  onQuery?: ((query: string) => void) | undefined;
}>;

/** Every command by name: typing narrows, arrows choose, Enter runs. */
export function CommandPalette({ isOpen, onClose, label, sections, onQuery }: CommandPaletteProps) {
  return (
    <ModalOverlay
      className={cx('overlay')}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={cx('modal')}>
        <Dialog className={cx('dialog')} aria-label={label}>
          <Commands label={label} sections={sections} onClose={onClose} onQuery={onQuery} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Commands({ label, sections, onClose, onQuery }: Omit<CommandPaletteProps, 'isOpen'>) {
  const [query, setQuery] = useState('');
  const { contains } = useFilter({ sensitivity: 'base', ignorePunctuation: true });
  const parts = query.split(/\s+/).filter((part) => part !== '');
  const isIn = (text: string) => parts.every((part) => contains(text, part));
  const found = sections
    .map(({ title, commands, isNamed = false }) => ({
      title,
      commands: commands.filter(({ label, keywords = '' }) =>
        isIn(`${title} ${label} ${keywords}`),
      ),
      isFirst: isNamed && parts.length > 0 && commands.some(({ label }) => isIn(label)),
    }))
    .filter(({ commands }) => commands.length > 0)
    .toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst));

  return (
    <Autocomplete
      inputValue={query}
      onInputChange={(typed) => {
        setQuery(typed);
        onQuery?.(typed);
      }}
    >
      <TextField aria-label={label} className={cx('search')} autoFocus>
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <Input className={cx('input')} placeholder={label} dir="auto" />
      </TextField>
      <Menu
        aria-label={label}
        className={cx('list')}
        autoFocus="first"
        renderEmptyState={() => <div className={ox('empty')}>{t('ui.noOptions')}</div>}
        onClose={onClose}
      >
        {found.map(({ title, commands }) => (
          <MenuSection key={title} id={title}>
            <Header className={ox('header')}>{title}</Header>
            {commands.map(({ id, label, icon: Glyph, shortcut, disabledReason, onRun }) => (
              <MenuItem
                key={id}
                id={id}
                className={ox('option')}
                textValue={label}
                isDisabled={disabledReason !== undefined}
                onAction={() => {
                  onClose();
                  onRun();
                }}
              >
                {Glyph && <Glyph className={ox('icon')} size={16} strokeWidth={1.75} aria-hidden />}
                <span className={ox('words')}>
                  <span>{label}</span>
                  {disabledReason !== undefined && (
                    <span className={ox('detail')}>{disabledReason}</span>
                  )}
                </span>
                {shortcut !== undefined && <Shortcut keys={shortcut} />}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  );
}
