import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { EngineList } from '../../../renderer/features/gateways/engine-list.tsx';
import { useGatewayPage } from '../../../renderer/features/gateways/gateway-store.ts';
import { Gateways } from '../../../renderer/features/gateways/gateways.tsx';
import { Verdicts } from '../../../renderer/features/gateways/verdicts.tsx';
import { usePlace } from '../../../renderer/program/navigation.ts';
import type { PlannedToken } from '../../../shared/domain/engines/verdict.ts';
import type { ExportChanges, GatewayExport, GatewayView } from '../../../shared/domain/gateway.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { ok } from '../../../shared/result.ts';
import type { Answers } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const view: GatewayView = {
  issuer: defaultSettings.issuer,
  audience: [...defaultSettings.audience],
  jwks: '{}',
  publicKeys: [],
  revokedCount: 0,
  exports: [],
  changes: [],
  profile: 'standard',
  algorithm: 'RS256',
  revokedSinceExport: 0,
  revocationsExportedAt: null,
};

const exported: GatewayExport = {
  file: 'haproxy',
  number: 2,
  exportedAt: Date.UTC(2026, 10, 23, 14, 5),
  kids: ['a'],
  revoked: 0,
  issuer: view.issuer,
  audience: view.audience,
  profiles: ['standard'],
};
const unchanged: ExportChanges = {
  file: 'haproxy',
  newKeys: 0,
  cutOff: false,
  oldKeys: 0,
  issuer: false,
  audience: false,
  profiles: false,
  revoked: 0,
};

function renderPage(more: Partial<GatewayView> = {}, answers: Answers = {}) {
  return renderScreen(
    <>
      <EngineList />
      <Gateways />
    </>,
    {
      'gateway:get': () => ok({ ...view, ...more }),
      'gateway:engine': () =>
        ok({ config: 'frontend latchkey', isCut: false, companions: ['latchkey/key-a.pem'] }),
      'settings:get': () => ok(defaultSettings),
      'token:list': () => ok({ tokens: [], more: false }),
      ...answers,
    },
    { page: 'gateways' },
  );
}

beforeEach(() => useGatewayPage.setState({ search: '', engine: null }));

describe('an engine’s page', () => {
  test('says what was tested, and that the others only follow their documentation', async () => {
    useGatewayPage.setState({ engine: 'haproxy' });
    const { unmount } = renderPage();
    expect(await screen.findByText(/Tested with HAProxy 2\.6\.12/)).toBeTruthy();
    unmount();
    useGatewayPage.setState({ engine: 'kong' });
    renderPage();
    expect(await screen.findByText(/Based on its documentation, not tested/)).toBeTruthy();
    expect(screen.getByText(/The audience: tokens for other systems are accepted/)).toBeTruthy();
  });

  test('exports its files, and copies configuration, issuer and audience in the program', async () => {
    useGatewayPage.setState({ engine: 'haproxy' });
    const { bridge, user } = renderPage(
      {},
      {
        'gateway:export': () => ok({ path: '/home/ada/haproxy.cfg', count: 2 }),
        'gateway:copy': () => ok(null),
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Export 2 files' }));
    expect(await screen.findByText('Configuration for HAProxy exported')).toBeTruthy();
    expect(bridge.inputs('gateway:export')).toEqual([{ file: 'haproxy' }]);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await user.click(screen.getByRole('button', { name: 'Copy issuer' }));
    await user.click(screen.getByRole('button', { name: 'Copy audience' }));
    expect(bridge.inputs('gateway:copy')).toEqual([
      { what: 'haproxy' },
      { what: 'issuer' },
      { what: 'audience' },
    ]);
  });

  test('says what changed since the last export, and the list marks it', async () => {
    useGatewayPage.setState({ engine: 'haproxy' });
    renderPage({
      exports: [exported],
      changes: [{ ...unchanged, newKeys: 1, issuer: true, revoked: 2 }],
    });
    const notice = await screen.findByText(/^1 new key, different issuer, 2 revoked since /);
    expect(notice).toBeTruthy();
    expect(await screen.findByText(/Last export: number 2/)).toBeTruthy();
    const first = screen.getAllByRole('option')[1];
    expect(first?.textContent).toContain('HAProxy');
    expect(first?.textContent).toContain('Out of date');
  });

  test('has no notice while nothing has changed', async () => {
    useGatewayPage.setState({ engine: 'haproxy' });
    renderPage({ exports: [exported], changes: [unchanged] });
    await screen.findByText(/Last export: number 2/);
    expect(screen.queryByText(/out of date/i)).toBeNull();
  });

  test('says why a new token would be refused, and what to change', async () => {
    useGatewayPage.setState({ engine: 'haproxy' });
    renderPage({ algorithm: 'EdDSA' });
    const card = await screen.findByRole('region', { name: 'Will it be accepted?' });
    expect(within(card).getByText('Refused')).toBeTruthy();
    expect(within(card).getByText('It can’t verify EdDSA.')).toBeTruthy();
    expect(card.textContent).toContain('Choose RS256, RS384, RS512, ES256, or ES384.');
    expect(card.textContent).toContain('Source: our tests with the program itself');
  });

  test('is found by typing, and Enter opens it', async () => {
    const { user } = renderPage();
    const search = await screen.findByRole('searchbox', { name: 'Search engines' });
    await user.type(search, 'rabbit{Enter}');
    expect(await screen.findByRole('heading', { name: 'RabbitMQ' })).toBeTruthy();
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });
});

const planned: PlannedToken = {
  profile: 'standard',
  algorithm: 'RS256',
  size: 9000,
  issuer: 'https://latchkey.localhost',
  audience: ['urn:a'],
  scopes: ['default'],
  neverExpires: true,
};

describe('before a token is generated', () => {
  test('the engines that refuse it come first with reasons, and lead to their pages', async () => {
    const { user } = renderScreen(<Verdicts token={planned} />, { 'gateway:get': () => ok(view) });
    expect(await screen.findByText('7 engines refuse it')).toBeTruthy();
    expect(screen.getAllByText(/The token has 9,000 bytes; the limit is 8,168\./)).toHaveLength(4);
    await user.click(screen.getByRole('button', { name: '15 engines accept it' }));
    expect(
      screen.getByText('The token never expires. If max_lifetime is set there, it is refused.'),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'NGINX with njs' }));
    expect(useGatewayPage.getState().engine).toBe('nginx');
    expect(usePlace.getState().page).toBe('gateways');
  });
});
