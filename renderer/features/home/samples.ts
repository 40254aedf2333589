import type { ApiDraft } from '../../../shared/domain/api.ts';

type Sample = Pick<ApiDraft, 'name' | 'version' | 'context' | 'scopes'>;

const scope = (name: string): Sample['scopes'][number] => ({
  name,
  displayName: '',
  description: '',
});

/** Invented APIs to try Latchkey with. Names as an OpenAPI file has them: they aren't translated. */
export const samples: readonly Sample[] = [
  {
    name: 'Payments',
    version: '3.0.1',
    context: '/payments',
    scopes: ['read', 'charge', 'refund', 'payout', 'dispute', 'report'].map((what) =>
      scope(`payments:${what}`),
    ),
  },
  {
    name: 'Catalogue',
    version: '2.4.0',
    context: '/catalogue',
    scopes: ['read', 'write', 'publish'].map((what) => scope(`catalogue:${what}`)),
  },
  {
    name: 'Orders',
    version: '1.8.2',
    context: '/orders',
    scopes: ['read', 'write', 'cancel', 'ship'].map((what) => scope(`orders:${what}`)),
  },
];
