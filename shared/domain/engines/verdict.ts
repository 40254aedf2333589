import type { SigningAlgorithm } from '../signing-key.ts';
import { type ProfileName, profileMarks } from '../token-form.ts';
import { type Engine, type EngineId, engineIds, type Rule } from './engine.ts';
import { proxies } from './proxies.ts';
import { services } from './services.ts';

/** The engines, in the order of {@link engineIds}. Each fact names its source. */
export const engines: Readonly<Record<EngineId, Engine>> = { ...proxies, ...services };

/** What decides whether an engine accepts a token. */
export interface PlannedToken {
  readonly profile: ProfileName;
  readonly algorithm: SigningAlgorithm;
  /** Bytes of the compact JWT. */
  readonly size: number;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  readonly neverExpires: boolean;
}

export interface Verdict {
  readonly engine: EngineId;
  /** The rules that the token breaks; empty if it is accepted. */
  readonly broken: readonly Rule[];
  /** Rules that it would break if they were turned on there. */
  readonly doubts: readonly Rule[];
}

/** Whether an engine with the exported configuration accepts the token, and if not, why. */
export function verdictOf(id: EngineId, token: PlannedToken): Verdict {
  const unkept = engines[id].rules.filter((rule) => !isKept(rule, token));
  return {
    engine: id,
    broken: unkept.filter(({ rule }) => rule !== 'lifetime'),
    doubts: unkept.filter(({ rule }) => rule === 'lifetime'),
  };
}

/** One verdict per engine, in the order of {@link engineIds}. */
export function verdictsOf(token: PlannedToken): readonly Verdict[] {
  return engineIds.map((id) => verdictOf(id, token));
}

function isKept(rule: Rule, token: PlannedToken): boolean {
  switch (rule.rule) {
    case 'algorithms':
      return rule.accepts.includes(token.algorithm);
    case 'typ':
      return rule.accepts.includes(profileMarks[token.profile].typ);
    case 'size':
      return token.size <= rule.max;
    case 'claim':
      return profileMarks[token.profile].hasAuthorizedParty;
    case 'lifetime':
      return !token.neverExpires;
    case 'issuer':
      return isPublicAddress(token.issuer);
    case 'scope':
      return token.audience.some((one) =>
        token.scopes.some((scope) => scope.startsWith(`${one}.`)),
      );
    default:
      return rule satisfies never;
  }
}

/** Whether it is an https address that others can resolve: RFC 6761 reserves the excluded names. */
function isPublicAddress(issuer: string): boolean {
  const host = /^https:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:\/|$)/i.exec(issuer)?.[1];
  return host !== undefined && !/\.(?:localhost|local|invalid|test|example)$/i.test(host);
}

/** The names of the engines that can't verify this algorithm. */
export function enginesWithout(algorithm: SigningAlgorithm): readonly string[] {
  return engineIds
    .filter((id) =>
      engines[id].rules.some(
        (one) => one.rule === 'algorithms' && !one.accepts.includes(algorithm),
      ),
    )
    .map((id) => engines[id].name);
}
