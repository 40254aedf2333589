import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { Gateways } from '../../../renderer/features/gateways/gateways.tsx';
import { clearDraft } from '../../../renderer/program/drafts.ts';
import type { GatewayView } from '../../../shared/domain/gateway.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const key = {
  kid: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  algorithm: 'RS256',
  certificatePem: '-----BEGIN CERTIFICATE-----',
  fingerprint: 'AB:CD:EF',
  createdAt: Date.UTC(2026, 10, 23),
  certificateExpiresAt: Date.UTC(2036, 10, 23),
};

const view: GatewayView = {
  issuer: defaultSettings.issuer,
  audience: [...defaultSettings.audience],
  jwks: '{\n  "keys": []\n}\n',
  publicKeys: [key],
  revokedCount: 0,
  exports: [],
  changes: [],
  profile: 'standard',
  algorithm: 'RS256',
  revokedSinceExport: 0,
  revocationsExportedAt: null,
};

function renderGateways(more: Partial<GatewayView> = {}, answers: Answers = {}) {
  return renderScreen(
    <Gateways />,
    {
      'gateway:get': () => ok({ ...view, ...more }),
      'settings:get': () => ok(defaultSettings),
      ...answers,
    },
    { page: 'gateways' },
  );
}

beforeEach(() => clearDraft('gateways:issuer'));

describe('the files', () => {
  test.each([
    ['Export JWKS', 'jwks', 'JWKS exported'],
    ['Export certificate', 'certificate', 'Certificate exported'],
    ['Export public keys', 'public-keys', 'Public keys exported'],
    ['Export certificates', 'certificates', 'Certificates exported'],
    ['Export issuer and audience', 'issuer', 'Issuer and audience exported'],
    ['Export revocation list', 'revocations', 'Revocation list exported'],
  ] as const)('%s writes its file and says where', async (name, file, said) => {
    const { bridge, user } = renderGateways(
      {},
      { 'gateway:export': () => ok({ path: '/home/ada/written', count: 1 }) },
    );
    await user.click(await screen.findByRole('button', { name }));
    expect(bridge.inputs('gateway:export')).toEqual([{ file }]);
    expect(await screen.findByText(said)).toBeTruthy();
    expect(screen.getByText('/home/ada/written')).toBeTruthy();
  });

  test('a closed dialog reports nothing', async () => {
    const { bridge, user } = renderGateways({}, { 'gateway:export': () => ok(null) });
    await user.click(await screen.findByRole('button', { name: 'Export JWKS' }));
    expect(bridge.calls('gateway:export')).toHaveLength(1);
    expect(screen.queryByText('JWKS exported')).toBeNull();
  });

  test('a file that can’t be written says why', async () => {
    const { user } = renderGateways({}, { 'gateway:export': () => fails('file/disk-full') });
    await user.click(await screen.findByRole('button', { name: 'Export JWKS' }));
    expect(await screen.findByText('Nothing exported')).toBeTruthy();
    expect(screen.getByText(/The disk is full/)).toBeTruthy();
  });
});

describe('revocations', () => {
  test.each([
    [1, 'Give your gateways the revocation list: 1 revoked token hasn’t expired yet'],
    [3, 'Give your gateways the revocation list: 3 revoked tokens haven’t expired yet'],
  ])('shows %i that gateways still accept', async (revokedCount, words) => {
    renderGateways({ revokedCount, revokedSinceExport: revokedCount });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  test('says so if there are none', async () => {
    renderGateways();
    expect(await screen.findByText(/Right now, it lists no tokens/)).toBeTruthy();
    expect(screen.queryByText(/Give your gateways this list/)).toBeNull();
  });

  test('that were all exported still need to be on each gateway', async () => {
    renderGateways({ revokedCount: 3, revocationsExportedAt: Date.UTC(2026, 10, 30) });
    expect(await screen.findByText(/^All 3 revoked tokens are in the list of/)).toBeTruthy();
  });
});

test('the signing key and a retired one are labelled', async () => {
  renderGateways({ publicKeys: [key, { ...key, kid: 'older' }] });
  const current = await screen.findByRole('region', { name: 'Signing key' });
  expect(within(current).getByText(key.kid)).toBeTruthy();
  expect(within(current).getByText('AB:CD:EF')).toBeTruthy();
  expect(within(current).getByText('RS256')).toBeTruthy();
  const earlier = screen.getByRole('region', { name: 'Previous signing key' });
  expect(within(earlier).getByText('older')).toBeTruthy();
});

test('the JWKS is shown as it will be written', async () => {
  renderGateways();
  const preview = await screen.findByRole('region', { name: 'jwks.json' });
  expect(preview.textContent).toBe(view.jwks);
});

const copy = () => screen.findByRole('button', { name: 'Copy' });

describe('Copy of the JWKS', () => {
  test('is done by the program, and reported', async () => {
    const { bridge, user } = renderGateways({}, { 'gateway:copy': () => ok(null) });
    await user.click(await copy());
    expect(await screen.findByText(/^Copied\. It isn’t secret/)).toBeTruthy();
    expect(bridge.inputs('gateway:copy')).toEqual([{ what: 'jwks' }]);
  });

  test('that failed says why', async () => {
    const { user } = renderGateways({}, { 'gateway:copy': () => fails('database/damaged') });
    await user.click(await copy());
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('Nothing copiedThe workspace file is damaged.');
  });
});

const issuer = () => screen.findByRole('textbox', { name: 'Issuer (iss)' });
const audience = () => screen.findByRole('textbox', { name: 'Audience (aud)' });
const save = () => screen.getByRole('button', { name: 'Save' });

describe('issuer and audience', () => {
  test('saves only what was changed', async () => {
    const { bridge, user } = renderGateways(
      {},
      { 'settings:update': (patch) => ok({ ...defaultSettings, ...(patch as object) }) },
    );
    await user.clear(await audience());
    await user.type(await audience(), 'one{Enter}{Enter} two');
    await user.click(save());
    expect(await screen.findByText('Issuer and audience saved')).toBeTruthy();
    expect(bridge.inputs('settings:update')).toEqual([{ audience: ['one', 'two'] }]);
  });

  test('each error is shown at its field, with the focus, and nothing is saved', async () => {
    const { bridge, user } = renderGateways();
    await user.clear(await issuer());
    await user.type(await issuer(), 'https://no good');
    await user.clear(await audience());
    await user.click(save());
    expect(bridge.calls('settings:update')).toHaveLength(0);
    expect((await issuer()).getAttribute('aria-invalid')).toBe('true');
    expect((await audience()).getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(await issuer());
    expect(screen.getByText(/Enter a URL or a name without spaces/)).toBeTruthy();
    expect(screen.getByText('Enter at least one audience.')).toBeTruthy();
  });

  test('the program’s error is shown at the field too', async () => {
    const { user } = renderGateways(
      {},
      { 'settings:update': () => fails('field/not-a-url', { field: 'audience.0' }) },
    );
    await user.type(await audience(), 'x');
    await user.click(save());
    expect(await screen.findByText(/Enter a URL or a name/)).toBeTruthy();
    expect((await audience()).getAttribute('aria-invalid')).toBe('true');
  });

  test('what is typed says that it isn’t in force, until it is saved or discarded', async () => {
    const { user } = renderGateways();
    await issuer();
    expect(screen.queryByText('Not saved yet')).toBeNull();
    await user.type(await issuer(), '/typed');
    expect(screen.getByText('Not saved yet')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(await issuer()).toHaveProperty('value', defaultSettings.issuer);
    expect(screen.queryByText('Not saved yet')).toBeNull();
  });

  test('keeps what was typed while another page is open', async () => {
    const { user, unmount } = renderGateways();
    await user.type(await issuer(), '/typed');
    unmount();
    renderGateways();
    expect(await issuer()).toHaveProperty('value', `${defaultSettings.issuer}/typed`);
  });
});
