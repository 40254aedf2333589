import { describe, expect, test } from 'vitest';
import { engineIds, TESTED } from '../../../../shared/domain/engines/engine.ts';
import {
  engines,
  enginesWithout,
  type PlannedToken,
  verdictOf,
  verdictsOf,
} from '../../../../shared/domain/engines/verdict.ts';

const token: PlannedToken = {
  profile: 'standard',
  algorithm: 'RS256',
  size: 1500,
  issuer: 'https://latchkey.localhost',
  audience: ['urn:a'],
  scopes: ['default'],
  neverExpires: false,
};

const broken = (id: (typeof engineIds)[number], change: Partial<PlannedToken> = {}) =>
  verdictOf(id, { ...token, ...change }).broken.map(({ rule }) => rule);

describe('a verdict', () => {
  test('has one row per engine, in the order of the table', () => {
    expect(verdictsOf(token).map(({ engine }) => engine)).toEqual(engineIds);
    expect(Object.keys(engines).toSorted()).toEqual(engineIds.toSorted());
  });

  test.each([
    ['haproxy', 'algorithms', { algorithm: 'PS256' }, { algorithm: 'ES384' }],
    ['nginx', 'size', { size: 8169 }, { size: 8168 }],
    ['spring', 'typ', {}, { profile: 'jwt' }],
    ['tyk', 'claim', { profile: 'wso2-3' }, {}],
    ['aws', 'issuer', {}, { issuer: 'https://keys.northgate.com/a' }],
    ['aws', 'issuer', { issuer: 'http://keys.northgate.com' }, { issuer: 'https://a.b.io:8443' }],
    ['aws', 'issuer', { issuer: 'https://keys' }, { issuer: 'https://keys.io' }],
    ['rabbitmq', 'scope', { scopes: ['urn:a'] }, { scopes: ['urn:a.read:*/*'] }],
  ] as const)('of %s names %s, and not for a token that keeps it', (id, rule, bad, good) => {
    expect(broken(id, bad)).toEqual([rule]);
    expect(broken(id, good)).toEqual([]);
  });

  test('only doubts what a setting there would refuse', () => {
    const { broken: none, doubts } = verdictOf('envoy', { ...token, neverExpires: true });
    expect(none).toEqual([]);
    expect(doubts).toMatchObject([{ rule: 'lifetime', setting: 'max_lifetime' }]);
    expect(verdictOf('envoy', token).doubts).toEqual([]);
  });
});

describe('the table', () => {
  test.each(engineIds)('%s names a source for each fact, and a test only where one runs', (id) => {
    const { rules, gaps, provenWith } = engines[id];
    const sources = [...rules, ...gaps].map(({ source }) => source);
    const isRight = (source: string): boolean =>
      source === TESTED ? provenWith !== null : /^https:\/\/\S+$/.test(source);
    expect(sources.filter((source) => !isRight(source))).toEqual([]);
    expect(rules.some(({ rule }) => rule === 'algorithms')).toBe(true);
  });

  test('says which engines an algorithm excludes', () => {
    expect(enginesWithout('RS256')).toEqual([]);
    expect(enginesWithout('PS256')).toEqual([
      'HAProxy',
      'Traefik Hub',
      'Gravitee',
      'AWS API Gateway',
      'WSO2 API Manager',
    ]);
  });
});
