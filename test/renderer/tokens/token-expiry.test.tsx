import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { TokenExpiry } from '../../../renderer/features/tokens/token-expiry.tsx';
import { aToken } from '../../support/samples.ts';

test('a token revoked after its expiry shows when it expired', () => {
  const end = Date.UTC(2026, 0, 2, 10);
  const token = aToken(1, { issuedAt: end - 1000, expiresAt: end, revokedAt: end + 3_600_000 });
  render(<TokenExpiry token={token} />);
  expect(screen.getByText(/^Expired /).title).toContain('2026-01-02T10:00:00Z');
});
