import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { BulkDialogs } from '../../../renderer/features/bulk/bulk-dialogs.tsx';
import { BulkNotice } from '../../../renderer/features/bulk/bulk-notice.tsx';
import { type BulkTask, closeBulk, openBulk } from '../../../renderer/features/bulk/bulk-store.ts';
import { RetireDialog } from '../../../renderer/features/signing-keys/rotate-dialog.tsx';
import { signingKeyIdSchema } from '../../../shared/domain/ids.ts';
import type { SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import { aBulkIssue, applicationId, aToken, tokenId } from '../../support/samples.ts';
import { DAY } from '../../support/time.ts';

const issue = aBulkIssue;
const { id } = issue();
const ended = issue({ startedAt: 1, endedAt: 2, open: 0, issued: 12 });

const item = {
  position: 3,
  applicationId: applicationId(1),
  applicationName: 'Petshop',
  keyType: 'PRODUCTION',
  tokenId: null,
  expiresAt: null,
  code: 'token/not-current',
} as const;

function render(task: BulkTask | null, answers: Answers = {}) {
  const rendered = renderScreen(
    <>
      <BulkNotice />
      <BulkDialogs />
    </>,
    {
      'bulk:prepare': () => ok(issue()),
      'bulk:run': () => ok(ended),
      'bulk:discard': () => ok(null),
      'bulk:list': () => ok([]),
      'bulk:items': () => ok({ items: [item], more: false }),
      ...answers,
    },
  );
  if (task !== null) act(() => openBulk(task));
  return rendered;
}

const chosen = {
  what: 'regenerate',
  tokens: { ids: [tokenId(1)] },
  selection: '14 selected tokens',
} as const satisfies BulkTask;

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

beforeEach(() => act(closeBulk));

describe('re-generating what is selected', () => {
  test('says in numbers what it will do, does it and reports', async () => {
    const { bridge } = render(chosen);
    screen.getByText('14 selected tokens');
    await press('Continue');
    expect(bridge.inputs('bulk:prepare')).toEqual([
      { kind: 'regenerate', tokens: chosen.tokens, validitySeconds: null, scopes: null },
    ]);
    await screen.findByText(/^Re-generates 12 tokens\. Revokes 10 active tokens/);
    screen.getByText('2 are left out');
    screen.getByText(/^2 × This token has since been re-generated/);
    expect(document.activeElement?.textContent).toBe('Cancel');
    await press('Re-generate 12 tokens');
    await screen.findByText('12 of 14 tokens issued, 2 left out.');
    await screen.findByText('Petshop');
    expect(bridge.inputs('bulk:run')).toEqual([{ id }]);
    const [, close] = screen.getAllByRole('button', { name: 'Close' });
    await userEvent.click(close ?? document.body);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('keeps nothing if it isn’t confirmed', async () => {
    const { bridge } = render(chosen);
    await press('Continue');
    await screen.findByText(/^Re-generates 12 tokens/);
    await press('Cancel');
    expect(bridge.inputs('bulk:discard')).toEqual([{ id }]);
    expect(bridge.inputs('bulk:run')).toEqual([]);
  });

  test('takes another validity, and says at its field what is wrong with it', async () => {
    const { bridge } = render(chosen);
    await userEvent.click(screen.getByRole('radio', { name: 'Other' }));
    const field = screen.getByRole('textbox', { name: 'Access token validity period' });
    await userEvent.clear(field);
    await userEvent.type(field, '0');
    await press('Continue');
    expect(bridge.inputs('bulk:prepare')).toEqual([]);
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    await userEvent.clear(field);
    await userEvent.type(field, '7d');
    await press('Continue');
    expect(bridge.inputs('bulk:prepare')).toMatchObject([{ validitySeconds: 604_800 }]);
  });

  test('warns of tokens that never expire, and shows why it failed', async () => {
    render(chosen, {
      'bulk:prepare': () => ok(issue({ neverExpiring: 3 })),
      'bulk:run': () => fails('secret/damaged'),
    });
    await press('Continue');
    await screen.findByText('3 of the new tokens never expire.');
    await press('Re-generate 12 tokens');
    expect((await screen.findByRole('alert')).textContent).not.toBe('');
  });

  test('offers nothing to confirm if everything is left out', async () => {
    render(chosen, { 'bulk:prepare': () => ok(issue({ open: 0, revokes: 0 })) });
    await press('Continue');
    await screen.findByText('Nothing can be generated: everything selected is left out.');
    expect(screen.queryByRole('button', { name: /^Re-generate/ })).toBeNull();
  });
});

test('re-generates what expires within the time that is typed', async () => {
  const { bridge } = render({ what: 'expiring' });
  const field = screen.getByRole('textbox', { name: 'Expires within' });
  await userEvent.clear(field);
  await userEvent.type(field, '7d');
  await press('Continue');
  const [request] = bridge.inputs('bulk:prepare');
  const tokens = request?.kind === 'regenerate' && 'filter' in request.tokens && request.tokens;
  expect(tokens).toMatchObject({ filter: { state: 'active', current: true } });
  const before = (tokens && tokens.filter.expiresBefore) || 0;
  expect(Math.abs(before - Date.now() - 604_800_000)).toBeLessThan(60_000);
});

test('generates for the applications that are found', async () => {
  const { bridge } = render({ what: 'generate', search: 'pet' });
  screen.getByRole('radio', { name: 'Matching “pet”' });
  await press('Continue');
  expect(bridge.inputs('bulk:prepare')).toEqual([
    {
      kind: 'generate',
      applications: { filter: { search: 'pet' } },
      keyType: 'PRODUCTION',
      validitySeconds: 7_776_000,
      scopes: 'all',
    },
  ]);
});

test('generates for the applications that are chosen', async () => {
  const applications = { ids: [applicationId(1)] };
  const text = '1 application selected';
  const { bridge } = render({ what: 'generate', search: '', chosen: { applications, text } });
  screen.getByText(text);
  await press('Continue');
  expect(bridge.inputs('bulk:prepare')).toMatchObject([{ kind: 'generate', applications }]);
});

describe('revoking', () => {
  const revoking = issue({ kind: 'revoke', total: 3, open: 2, revokes: 2 });
  const task: BulkTask & { what: 'revoke' } = {
    what: 'revoke',
    tokens: { ids: [tokenId(1)] },
  };

  test('says in numbers what it will do, and afterwards who has to know', async () => {
    const { bridge } = render(task, {
      'bulk:prepare': () => ok(revoking),
      'bulk:run': () => ok({ ...revoking, startedAt: 1, endedAt: 2, open: 0, issued: 1 }),
    });
    await screen.findByText(/^Revokes 2 active tokens\. This can’t be undone/);
    await press('Revoke 2 tokens');
    await screen.findByText('1 of 3 tokens revoked, 2 left out.');
    screen.getByText(/Give them the revocation list/);
    expect(screen.queryByText('Encrypted files for consumers without Latchkey')).toBeNull();
    expect(bridge.inputs('bulk:run')).toEqual([{ id }]);
  });

  test('keeps nothing if it isn’t confirmed, and says if there is nothing to do', async () => {
    const { bridge } = render(task, { 'bulk:prepare': () => ok(revoking) });
    await screen.findByText(/^Revokes 2 active tokens/);
    await press('Cancel');
    expect(bridge.inputs('bulk:discard')).toEqual([{ id }]);
    bridge.answer({ 'bulk:prepare': () => fails('bulk/nothing') });
    act(() => openBulk({ ...task, tokens: { ids: [tokenId(2)] } }));
    await screen.findByText('No active tokens to revoke.');
  });

  test('that was interrupted is continued from a notice', async () => {
    const interrupted = { ...revoking, startedAt: 1, issued: 1, open: 1 };
    const { bridge } = render(null, { 'bulk:list': () => ok([interrupted]) });
    await screen.findByText(/^A bulk job was interrupted: 1 token isn’t revoked yet/);
    await press('Continue');
    await press('Revoke 1 token');
    expect(bridge.inputs('bulk:run')).toEqual([{ id }]);
  });
});

test('the history shows reports', async () => {
  render({ what: 'history' }, { 'bulk:list': () => ok([ended]) });
  await userEvent.dblClick(await screen.findByText('12 of 14 tokens issued, 2 left out.'));
  await screen.findByText('Petshop');
  await press('All bulk jobs');
  expect(await screen.findByRole('grid', { name: 'Bulk jobs' })).toBeDefined();
});

test('an interrupted one is continued from a notice, after saying what is left', async () => {
  const interrupted = issue({ startedAt: 1, issued: 5, open: 7, revokes: 0 });
  const { bridge } = render(null, { 'bulk:list': () => ok([interrupted]) });
  await screen.findByText(/^A bulk job was interrupted: 7 tokens aren’t issued yet/);
  await press('Continue');
  await press('Re-generate 7 tokens');
  expect(bridge.inputs('bulk:run')).toEqual([{ id }]);
});

describe('retiring a signing key', () => {
  const key: SigningKeyView = {
    id: signingKeyIdSchema.parse('00000009-0000-4000-8000-000000000001'),
    kid: 'abcdefghijklmnopqrstuvwx',
    algorithm: 'ES256',
    rsaLength: null,
    state: 'previous',
    createdAt: 1,
    currentAt: 2,
    previousAt: 3,
    retiredAt: null,
    lastExpiresAt: Date.now() + DAY,
    certificate: {
      subject: 'CN=Latchkey',
      issuer: 'CN=Latchkey',
      commonName: 'Latchkey',
      organization: '',
      isSelfSigned: true,
      fingerprint: 'AB:CD',
      validFrom: 1,
      validTo: Date.now() + DAY,
    },
  };
  const usage = { id: key.id, activeTokens: 4, applications: 2, neverExpiring: 0 };
  function Retiring() {
    const [isOpen, setOpen] = useState(true);
    return (
      <>
        {isOpen && <RetireDialog signingKey={key} onClose={() => setOpen(false)} />}
        <BulkDialogs />
      </>
    );
  }

  const answers: Answers = {
    'signing-key:usage': () => ok([usage]),
    'signing-key:applications': () => ok({ applications: [], more: false }),
    'signing-key:retire': () => ok(null),
    'token:list': () => ok({ tokens: [aToken(1)], more: false }),
    'bulk:prepare': () => ok(issue({ kind: 'revoke' })),
    'bulk:run': () => ok(issue({ kind: 'revoke', startedAt: 1, endedAt: 2, open: 0 })),
  };

  test('asks nothing before it is known how many tokens depend on it', async () => {
    const counted = Promise.withResolvers<void>();
    renderScreen(<Retiring />, {
      ...answers,
      'signing-key:usage': async () => {
        await counted.promise;
        return ok([usage]);
      },
    });
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    counted.resolve();
    expect(await screen.findByLabelText(/^Also revoke its 4 active tokens/)).toBeTruthy();
  });

  test('whoever has gone on meanwhile is offered new tokens, and not asked at once', async () => {
    const revoked = Promise.withResolvers<void>();
    const { bridge } = renderScreen(<Retiring />, {
      ...answers,
      'bulk:run': async () => {
        await revoked.promise;
        return ok(issue({ kind: 'revoke', startedAt: 1, endedAt: 2, open: 0 }));
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Retire key' }));
    await waitFor(() => expect(bridge.calls('bulk:run')).toHaveLength(1));
    await userEvent.keyboard('{Escape}');
    await act(async () => revoked.resolve());
    const offer = await screen.findByRole('button', { name: 'Re-generate its tokens…' });
    expect(screen.queryByRole('dialog', { name: 'Re-generate tokens' })).toBeNull();
    await userEvent.click(offer);
    expect(await screen.findByRole('dialog', { name: 'Re-generate tokens' })).toBeTruthy();
  });
});
