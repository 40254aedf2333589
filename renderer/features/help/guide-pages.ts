import type { ApplicationTab, Page, Place } from '../../program/navigation.ts';

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

/** What the guide says about each page of the program, and about each tab of an application. */
const ofPages = {
  home: 'find-and-copy',
  applications: 'first-token',
  apis: 'first-token',
  tokens: 'renew',
  gateways: 'gateways',
  'signing-keys': 'signing-keys',
  activity: 'backup',
  'business-plans': 'first-token',
  bin: 'backup',
  settings: 'backup',
} as const satisfies Record<Page, GuidePage>;
const ofTabs = {
  overview: 'first-token',
  'production-keys': 'renew',
  'sandbox-keys': 'renew',
  subscriptions: 'first-token',
} as const satisfies Record<ApplicationTab, GuidePage>;

/** The page of the guide about what is on screen. */
export function guidePageOf({ page, applicationId, tab }: Place): GuidePage {
  return page === 'applications' && applicationId !== null ? ofTabs[tab] : ofPages[page];
}
