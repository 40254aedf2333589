import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { parseSync } from 'vite';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { pageActions, pageEntries } from '../../../renderer/features/palette/page-actions.ts';
import { rank } from '../../../renderer/features/palette/rank.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { Button } from '../../../renderer/ui/button.tsx';
import { Tabs } from '../../../renderer/ui/tabs.tsx';
import german from '../../../shared/words/de.json' with { type: 'json' };
import { setLocale, t } from '../../../shared/words/words.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const features = join(projectRoot, 'renderer/features');

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly openingElement?: { readonly name: { readonly name?: string } };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The source of each button of a page: those of dialogs belong to what opened them. */
function buttonsOf(source: string, path: string): readonly string[] {
  const found: string[] = [];
  function visit(value: unknown): void {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    const name = value.openingElement?.name.name ?? '';
    if (name.endsWith('Dialog')) return;
    if (name === 'Button' || name === 'MenuButton')
      found.push(source.slice(value.start, value.end));
    Object.values(value).forEach(visit);
  }
  visit(parseSync(path, source).program);
  return found;
}

const buttons = readdirSync(features, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .flatMap((path) =>
    buttonsOf(readFileSync(join(features, path), 'utf8'), path).map((source) => ({ path, source })),
  );

/** Buttons without an action of their own: by file, and why. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^workspace\/(?!unlock|workspace)/, 'before sign-in, or in a notice about the file'],
  [/^(?:home|inspect|bulk)\//, 'of one row, step or notice; Home leads to other pages'],
  [
    /^apis\/(?:import-|scope-rows|api-invitation|api-list)/,
    'of the review; Import APIs and New API are commands',
  ],
  [
    /^applications\/(?:application-list|next-step|overview|chosen-applications)/,
    'commands, or of what is selected',
  ],
  [
    /^keys\/(?:issue-form|application-form|scope-picker|gives-access|token-history|hand-over|existing-client)/,
    'in a form that is filled in first',
  ],
  [/^tokens\//, 'of the selected tokens; the commands ask which'],
  [/^gateways\/(?:issuer-form|engine-page)/, 'saves a form; the files of one engine'],
  [/^settings\/settings-(?:section|page)/, 'saves a section; the palette has the sections'],
];

/** Buttons that stand for something else, by their message. */
const same: Readonly<Record<string, string>> = {
  'activity.noMatchAction': 'clears the search',
  'ui.clearSearch': 'clears the search',
  'activity.check': 'activity.checkEvery, in a notice',
  'application.importApis': 'api.import',
  'application.first': 'application.new',
  'backup.create': 'backup.create',
  'backup.forgetFolder': 'backup.chooseFolder, once one is chosen',
  'workspace.lockNow': 'lock',
  'signingKeys.delete': 'of one key',
  'signingKeys.createNext': 'signingKeys.create',
  'signingKeys.showTokens': 'go.tokens',
  'signingKeys.asTable': 'another view of what is shown',
  'ui.reveal': 'of the field beside it',
};

const keysOf = (source: string): readonly string[] =>
  [...source.matchAll(/\bt\(\s*['`]([\w.$-]+)/g)].map(([, key = '']) => key);

afterEach(() => {
  setLocale({ language: 'en', region: undefined });
});

const press = vi.fn<() => void>();

function buttonOf(id: string) {
  return (
    <Button action={id} onPress={press}>
      {id}
    </Button>
  );
}

function Window() {
  const [tab, setTab] = useState<'plans' | 'quotas'>('plans');
  const page = usePlace((place) => place.page);
  if (page !== 'business-plans') return <h1>Elsewhere</h1>;
  return (
    <Tabs
      label="Catalogues"
      selected={tab}
      onSelect={setTab}
      tabs={[
        { id: 'plans', label: 'Plans', content: buttonOf('businessPlan.add') },
        { id: 'quotas', label: 'Quotas', content: buttonOf('quota.add') },
      ]}
    />
  );
}

describe('every action of a page is a command of the palette', () => {
  test('each button of a page has an action, or a reason why not', () => {
    expect(buttons.length).toBeGreaterThan(90);
    const without = buttons.filter(
      ({ path, source }) =>
        !/^<\w+\s[^>]*?action=/s.test(source) &&
        !others.some(([place]) => place.test(path)) &&
        !keysOf(source).some((key) => key in same),
    );
    expect(without.map(({ path, source }) => `${path}: ${source}`)).toEqual([]);
  });

  test('each action of the palette has its button', () => {
    const all = buttons.map(({ source }) => source).join('\n');
    expect(
      pageActions
        .map(({ id }) => id)
        .filter((id) => !all.includes(`${id}'`) && !all.includes(`"${id}"`)),
    ).toEqual([]);
  });

  test.each(['en', 'de'] as const)('in %s each is found by its words', (language) => {
    setLocale({ language, region: undefined }, language === 'de' ? german : undefined);
    document.body.innerHTML = pageActions.map(({ id }) => `<i data-action="${id}"></i>`).join('');
    const entries = pageEntries();
    expect(entries.length).toBe(pageActions.length + 10);
    const missed = pageActions.flatMap(({ id }) =>
      [
        t(id),
        ...t(`actionWords.${id}`)
          .split(' ')
          .filter((word) => word.length > 3),
      ].filter((word) => {
        const groups = rank(entries, word, []);
        const found = groups.flatMap((group) => group.entries.map((one) => one.id));
        // More than eight aren't shown: a longer query finds them.
        return found.length < 8 && !found.includes(`action:${id}`);
      }),
    );
    expect(missed).toEqual([]);
    document.body.innerHTML = '';
  });

  test('it opens the page, its tab, and presses the button there', async () => {
    press.mockClear();
    renderScreen(<Window />, {}, { page: 'home' });
    act(() =>
      pageEntries()
        .find((one) => one.id === 'action:quota.add')
        ?.onRun(),
    );
    await vi.waitFor(() => expect(press).toHaveBeenCalledTimes(1));
    expect(screen.getByRole('tab', { name: 'Quotas' }).getAttribute('aria-selected')).toBe('true');
  });

  test('what is open now is offered under its name, and only where it is shown', () => {
    expect(pageEntries().some(({ id }) => id === 'action:api.edit')).toBe(false);
    renderScreen(
      <>
        <h1>Orders</h1>
        <Button action="api.edit">Edit…</Button>
      </>,
      {},
    );
    expect(pageEntries().find(({ id }) => id === 'action:api.edit')?.detail).toBe('Orders');
  });
});
