import { extname } from 'node:path';
import { engines } from '../../../shared/domain/engines/verdict.ts';
import {
  type CommonFile,
  type GatewayFile,
  isEngine,
  type RevocationFile,
} from '../../../shared/domain/gateway.ts';
import type { PlainKey } from '../../../shared/words/words.ts';
import type { FileKind } from '../../base/context/shell.ts';

interface Dialog {
  readonly title: PlainKey;
  readonly suggestedName: string;
  readonly kind: FileKind;
}

const dialogs: Readonly<Record<CommonFile | RevocationFile, Dialog>> = {
  jwks: {
    title: 'dialog.exportJwks',
    suggestedName: 'jwks.json',
    kind: { name: 'dialog.jwks', extensions: ['json'] },
  },
  certificate: {
    title: 'dialog.exportCertificate',
    suggestedName: 'certificate.pem',
    kind: { name: 'dialog.certificate', extensions: ['pem'] },
  },
  'public-keys': {
    title: 'dialog.exportPublicKeys',
    suggestedName: 'public-keys.json',
    kind: { name: 'dialog.index', extensions: ['json'] },
  },
  certificates: {
    title: 'dialog.exportCertificate',
    suggestedName: 'certificates.json',
    kind: { name: 'dialog.index', extensions: ['json'] },
  },
  issuer: {
    title: 'dialog.exportIssuer',
    suggestedName: 'issuer.json',
    kind: { name: 'dialog.index', extensions: ['json'] },
  },
  revocations: revocationDialog('txt'),
  'revocations-json': revocationDialog('json'),
  'revocations-map': revocationDialog('map'),
  'revocations-nginx': revocationDialog('conf'),
  'revocations-apache': revocationDialog('conf'),
  'revocations-jwt': revocationDialog('jwt'),
  'status-list': { ...revocationDialog('jwt'), suggestedName: 'statuslist.jwt' },
};

function revocationDialog(ending: string): Dialog {
  return {
    title: 'dialog.exportRevocations',
    suggestedName: `revocations.${ending}`,
    kind: { name: 'dialog.revocations', extensions: [ending] },
  };
}

/** How to ask where to save a file: the dialog's title, the suggested name and the file type. */
export function dialogOf(file: GatewayFile): Dialog {
  if (!isEngine(file)) return dialogs[file];
  const { file: suggestedName } = engines[file];
  return {
    title: 'dialog.exportConfiguration',
    suggestedName,
    kind: { name: 'dialog.configuration', extensions: [extname(suggestedName).slice(1)] },
  };
}
