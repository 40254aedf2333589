import type { Wso2Fields } from '../../../shared/domain/handover.ts';
import type { LeftOutReason } from '../../../shared/domain/takeover.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
import type { Secret } from '../../base/crypto/secret.ts';

/** What a file says about a token. Only its text proves anything. */
export interface IncomingToken {
  /** Null if the file has only its facts, since it was deleted after the token had expired. */
  readonly jwt: Secret | null;
  readonly isRevoked: boolean;
  /** Milliseconds since the epoch; null if the file doesn't say. */
  readonly revokedAt: number | null;
  /** Facts of a token without its text; times in milliseconds since the epoch. */
  readonly facts: {
    readonly id: string;
    readonly issuer: string;
    readonly kid: string;
    readonly algorithm: string;
    readonly scopes: readonly string[];
    readonly issuedAt: number;
    readonly expiresAt: number;
  } | null;
}

export interface IncomingKeys {
  readonly keyType: KeyType;
  readonly consumerKey: string;
  readonly secret: Secret | null;
  /** Null if the file doesn't say. */
  readonly handOver: {
    readonly grantTypes: readonly string[];
    readonly callbackUrl: string;
  } | null;
  readonly tokens: readonly IncomingToken[];
}

/** An application as a file describes it; nothing of it is checked yet. */
export interface IncomingApplication {
  readonly id: string | null;
  readonly name: string;
  /** Null if the file doesn't say: an export of tokens has names only. */
  readonly about: {
    readonly description: string;
    readonly perTokenQuota: string;
    readonly owner: string;
    readonly group: string;
    readonly fields: Wso2Fields;
  } | null;
  readonly keys: readonly IncomingKeys[];
  readonly subscriptions: readonly {
    readonly apiName: string;
    readonly version: string;
    readonly plan: string;
  }[];
}

/** Something that isn't taken over, by its name. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly what: string;
}

export interface Incoming {
  readonly applications: readonly IncomingApplication[];
  /** What the reader couldn't use. */
  readonly leftOut: readonly LeftOut[];
}
