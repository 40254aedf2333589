/** The pages of docs/guide, in their order. */
export const guidePages = [
  'first-token',
  'find-and-copy',
  'renew',
  'gateways',
  'signing-keys',
  'backup',
  'keyboard',
] as const;
export type GuidePage = (typeof guidePages)[number];

export function isGuidePage(name: string): name is GuidePage {
  return guidePages.some((page) => page === name);
}
