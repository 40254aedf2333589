import { stringify } from 'yaml';
import type { HandoverFormat } from '../../../shared/domain/handover.ts';
import { keycloakText } from './keycloak.ts';
import type { Party } from './party.ts';
import { variablesOf } from './variables.ts';
import { wso2Archive } from './wso2.ts';

export interface Handover {
  readonly parties: readonly Party[];
  readonly owner: string;
  readonly issuer: string;
  readonly jwks: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly signingKey: {
    readonly kid: string;
    readonly algorithm: string;
    readonly privatePem: string;
    readonly certificatePem: string;
  } | null;
}

interface Format {
  /** The file's ending, without the dot. */
  readonly ending: string;
  readonly write: (handover: Handover) => string | Buffer;
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Writes each format. Every field is traced to its schema or source beside it. */
export const formats: Readonly<Record<HandoverFormat, Format>> = {
  wso2: { ending: 'zip', write: wso2Archive },
  keycloak: { ending: 'json', write: keycloakText },
  'kubernetes-secret': { ending: 'yaml', write: secretText },
  'kubernetes-configmap': { ending: 'yaml', write: configMapText },
  postman: { ending: 'postman_environment.json', write: postmanText },
  insomnia: { ending: 'json', write: insomniaText },
  bruno: { ending: 'bru', write: brunoText },
};

/**
 * Kubernetes API reference, Secret v1: `apiVersion`, `kind`, `metadata.name`, `type: Opaque`,
 * `stringData` (plain text, which the server stores as `data`). Keys are alphanumeric, `-`, `_`, `.`.
 */
function secretText({ parties }: Handover): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'latchkey-credentials' },
    type: 'Opaque',
    stringData: Object.fromEntries(variablesOf(parties)),
  });
}

/**
 * Kubernetes API reference, ConfigMap v1: `data`, text only. It has what isn't secret: the public keys
 * for a pod that verifies, and the issuer.
 */
function configMapText({ issuer, jwks }: Handover): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'latchkey-issuer' },
    data: { issuer, 'jwks.json': jwks },
  });
}

/**
 * Postman's environment export: `name`, `values[]` of `key`, `value`, `type` (`secret` is masked),
 * `enabled`, and `_postman_variable_scope` (postman-collection: VariableScope, Variable).
 */
function postmanText({ parties }: Handover): string {
  const values = [...variablesOf(parties)].map(([key, value]) => ({
    key,
    value,
    type: 'secret',
    enabled: true,
  }));
  return pretty({ name: 'Latchkey', values, _postman_variable_scope: 'environment' });
}

/**
 * Insomnia's export format 4: `_type: export`, `__export_format`, `__export_date`,
 * `__export_source`, and `resources[]`, here a workspace and an environment in it (insomnia:
 * common/export.ts; models/workspace.ts, models/environment.ts).
 */
function insomniaText({ parties, at }: Handover): string {
  const workspace = 'wrk_latchkey';
  return pretty({
    _type: 'export',
    __export_format: 4,
    __export_date: new Date(at).toISOString(),
    __export_source: 'latchkey',
    resources: [
      { _id: workspace, _type: 'workspace', parentId: null, name: 'Latchkey', scope: 'collection' },
      {
        _id: 'env_latchkey',
        _type: 'environment',
        parentId: workspace,
        name: 'Base Environment',
        data: Object.fromEntries(variablesOf(parties)),
      },
    ],
  });
}

/** Bruno's environment file: a block `vars` of `name: value` (@usebruno/lang: envToJson). */
function brunoText({ parties }: Handover): string {
  const lines = [...variablesOf(parties)].map(([name, value]) => `  ${name}: ${value}\n`);
  return `vars {\n${lines.join('')}}\n`;
}
