import { screen } from '@testing-library/react';
import { BulkDialogs } from '../../renderer/features/bulk/bulk-dialogs.tsx';
import { closeBulk } from '../../renderer/features/bulk/bulk-store.ts';
import { TokenLedger } from '../../renderer/features/tokens/token-ledger.tsx';
import type { TokenSummary } from '../../shared/domain/token.ts';
import { ok } from '../../shared/result.ts';
import type { Answers } from './fake-bridge.ts';
import { renderScreen } from './render-screen.tsx';
import { aToken } from './samples.ts';
import { HOUR } from './time.ts';

export const now = Date.now();
/** The newest first: two active ones, a revoked and an expired one. */
export const tokens: readonly TokenSummary[] = [
  aToken(4, { applicationName: 'Billing', neverExpires: true, scopes: ['bills:read'] }),
  aToken(3, { applicationName: 'Orders', keyType: 'SANDBOX' }),
  aToken(2, { revokedAt: now - 1000 }),
  aToken(1, { issuedAt: now - 2 * HOUR, expiresAt: now - HOUR }),
];

export function renderLedger(answers: Answers = {}) {
  closeBulk();
  return renderScreen(
    <>
      <TokenLedger />
      <BulkDialogs />
    </>,
    {
      'token:list': () => ok({ tokens: [...tokens], more: false }),
      ...answers,
    },
    { page: 'tokens' },
  );
}

/** The row of an application; looking for roles in a table takes jsdom seconds. */
export async function row(application: string): Promise<HTMLElement> {
  const found = (await screen.findByText(application)).closest<HTMLElement>('[role="row"]');
  if (found === null) throw new Error(`${application} is in no row`);
  return found;
}
