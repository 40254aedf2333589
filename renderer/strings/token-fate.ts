/** What becomes of a token. The moments come formatted. */
export const tokenFateStrings = {
  expiresIn: (left: string) => `Expires in ${left}`,
  expired: (moment: string) => `Expired ${moment}`,
  revoked: (moment: string) => `Revoked ${moment}`,
  never: 'Never expires',
  notActive: (owner: string, isRevoked: boolean) =>
    `The access token of ${owner} ${isRevoked ? 'is revoked' : 'has expired'}`,
  notCopied: 'Nothing was copied.',
  refused: {
    expired: 'It has expired: gateways refuse it.',
    revoked: 'It is revoked: gateways refuse it once they have the revocation list.',
  },
} as const;
