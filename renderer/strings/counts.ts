import { plural } from '../../shared/words/en/plural.ts';

export function apis(count: number): string {
  return plural(count, { one: '1 API', other: (n) => `${n} APIs` });
}

export function applications(count: number): string {
  return plural(count, { one: '1 application', other: (n) => `${n} applications` });
}

export function scopes(count: number): string {
  return plural(count, { one: '1 scope', other: (n) => `${n} scopes` });
}

export function subscriptions(count: number): string {
  return plural(count, { one: '1 subscription', other: (n) => `${n} subscriptions` });
}
