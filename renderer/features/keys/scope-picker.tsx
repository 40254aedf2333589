import { useState } from 'react';
import type { AvailableScope } from '../../../shared/domain/keys.ts';
import { t } from '../../../shared/words/words.ts';
import { matches } from '../../format/matches.ts';
import { Button } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/checkbox-group.tsx';
import type { Option } from '../../ui/option.ts';
import { SearchField } from '../../ui/search-field.tsx';
import css from './scope-picker.module.css';

/** From this many on there is a search; fewer are seen at a glance. */
const SEARCHED_FROM = 13;
/** Drawn at once: some APIs define hundreds. */
const STEP = 100;

type ScopePickerProps = Readonly<{
  scopes: readonly AvailableScope[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  errorMessage: string | undefined;
}>;

export function ScopePicker({ scopes, chosen, onChange, errorMessage }: ScopePickerProps) {
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(STEP);
  const options = optionsOf(scopes, chosen);
  const found = options.filter(({ label, description = '' }) =>
    matches(search, [label, description]),
  );
  const shown = found.slice(0, limit);
  const foundIds = new Set(found.map(({ id }) => id));
  const hidden = chosen.filter((name) => !foundIds.has(name));

  /** What is not on screen stays as it was. */
  function choose(visible: readonly string[], among: readonly Option[]): void {
    const ids = new Set(among.map(({ id }) => id));
    onChange([...chosen.filter((name) => !ids.has(name)), ...visible]);
  }

  if (options.length === 0) {
    return (
      <div className={css['picker']}>
        <span className={css['label']}>{t('issue.scopes')}</span>
        <p className={css['note']}>{t('issue.noScopesDefined')}</p>
      </div>
    );
  }
  return (
    <div className={css['picker']}>
      <div className={css['head']}>
        <span className={css['label']} aria-hidden>
          {t('issue.scopes')}
        </span>
        <output className={css['note']}>
          {chosen.length === 0
            ? t('issue.noneChosen')
            : t('issue.chosen', { count: chosen.length, all: options.length })}
        </output>
      </div>
      {options.length >= SEARCHED_FROM && (
        <SearchField
          label={t('issue.searchScopes')}
          value={search}
          onChange={setSearch}
          // Keeps Enter in the search from issuing a token.
          onSubmit={() => undefined}
        />
      )}
      <div className={css['box']}>
        <CheckboxGroup
          label={t('issue.scopes')}
          isLabelHidden
          options={shown}
          value={chosen}
          onChange={(visible) => choose(visible, shown)}
          emptyState={<p className={css['note']}>{t('issue.noScopeMatches', { search })}</p>}
          errorMessage={errorMessage}
        />
        {found.length > shown.length && (
          <Button variant="quiet" onPress={() => setLimit(limit + STEP)}>
            {t('issue.more', { count: found.length - shown.length })}
          </Button>
        )}
      </div>
      {options.length > 1 && (
        <div className={css['buttons']}>
          <Button variant="quiet" onPress={() => onChange([...hidden, ...foundIds])}>
            {t('issue.selectAll')}
          </Button>
          <Button variant="quiet" onPress={() => onChange(hidden)}>
            {t('issue.selectNone')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A selected scope that no longer exists stays visible, so that the person can deselect it. */
function optionsOf(
  scopes: readonly AvailableScope[],
  chosen: readonly string[],
): readonly Option[] {
  const available = new Set(scopes.map(({ name }) => name));
  return [
    ...scopes.map(({ name, displayName, description, apis }) => ({
      id: name,
      label:
        displayName === '' || displayName === name
          ? name
          : t('issue.scopeName', { name, displayName }),
      description: [description, apis.join(', ')].filter((part) => part !== '').join(' · '),
    })),
    ...chosen
      .filter((name) => !available.has(name))
      .map((name) => ({ id: name, label: name, description: t('issue.notSubscribed') })),
  ];
}
