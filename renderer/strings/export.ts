import type { ExportFormat } from '../../shared/domain/token-export.ts';
import { plural } from '../../shared/words/en/plural.ts';

export const exportStrings = {
  title: 'Export tokens',
  everything: 'The current access token of each application and key type, where it is active.',
  application: 'The current access tokens of this application, those that are active.',
  chosen: (count: number) =>
    plural(count, {
      one: 'The chosen access token.',
      other: (n) => `The ${n} chosen access tokens.`,
    }),
  onlyActive: 'Only active ones',
  notActive: (count: number, all: number) => {
    const of = `of ${all.toLocaleString('en')}`;
    const some = plural(count, { one: `1 ${of} is`, other: (n) => `${n} ${of} are` });
    return `${some} not active any more: a gateway refuses what has expired, and what it knows to be revoked.`;
  },
  noneActive: (all: number) =>
    plural(all, {
      one: 'It is not active any more',
      other: () => 'None of them is active any more',
    }),
  format: 'Format',
  formats: {
    json: { label: 'JSON', description: 'Every fact about each token, for programs.' },
    env: { label: '.env', description: 'Variables for a shell, a container or a CI job.' },
    csv: { label: 'CSV', description: 'A table, for a spreadsheet.' },
    jwt: { label: 'JWT', description: 'The tokens alone, one a line.' },
    header: {
      label: 'HTTP header',
      description: 'The Authorization header, for curl --header @file.',
    },
    postman: {
      label: 'Postman environment',
      description: 'Secret variables for Postman, Bruno or Insomnia.',
    },
  } satisfies Record<ExportFormat, { label: string; description: string }>,
  protection: 'Protection',
  protections: {
    encrypted: {
      label: 'Encrypted with a passphrase',
      description: 'Latchkey opens it again, by File, Open encrypted export…',
    },
    plain: { label: 'Plain text', description: 'Gateways and programs read it as it is.' },
  },
  passphrase: 'Passphrase of the file',
  warningTitle: 'The file is plain text',
  warning:
    'Who reads it can call the APIs. It is written for you alone (mode 0600); delete it when it has done its work.',
  submit: 'Export to file…',
  done: (count: number) =>
    plural(count, { one: '1 token exported', other: (n) => `${n} tokens exported` }),
  notOpened: 'Not opened',
  decryptTitle: (file: string) => `Open ${file}`,
  decryptHelp: 'The one that was chosen when it was exported.',
  decryptWarning: 'What is saved is plain text',
  decrypt: 'Decrypt to file…',
  decrypted: (file: string) => `${file} was decrypted`,
} as const;
