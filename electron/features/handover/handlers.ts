import { basename } from 'node:path';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { jwksText } from '../gateways/public-keys.ts';
import { readSettings } from '../settings/repository.ts';
import { type Party, partyOf } from './party.ts';

export const handoverHandlers = {
  'handover:write': async (context, { format, applicationIds, signingKey }) => {
    const { db, shell, activity, signer, now } = context;
    const refused = await signer.refusal();
    if (refused !== null) return err(refused);
    const { formats } = await import('./formats.ts');
    const { ending, write } = formats[format];
    const path = await shell.askWhereToSave({
      title: 'dialog.handover',
      suggestedName: `latchkey.${ending}`,
      kind: { name: 'dialog.handoverKind', extensions: [ending.split('.').at(-1) ?? ending] },
    });
    if (path === null) return ok(null);
    const parties: Party[] = [];
    for (const id of applicationIds) {
      const party = partyOf(context, id);
      if (!party.ok) return party;
      parties.push(party.value);
    }
    const published = await signer.publishedKeys();
    if (!published.ok) return published;
    const key = published.value.find(({ kid }) => kid === signingKey?.kid);
    if (signingKey !== null && key === undefined) return err(appError('missing/signing-key'));
    const { owner, issuer } = readSettings(db);
    const content = write({
      parties,
      owner,
      issuer,
      jwks: jwksText(published.value),
      at: now(),
      signingKey:
        signingKey === null || key === undefined
          ? null
          : {
              ...signingKey,
              algorithm: key.algorithm,
              certificatePem: key.certificatePem,
            },
    });
    const saved = await saveExport(context, path, content);
    if (!saved.ok) return saved;
    return inTransaction(db, () => {
      activity.record({
        kind: 'handover/written',
        subject: format,
        detail: { file: basename(path), count: parties.length },
      });
      return ok({ path, count: parties.length });
    });
  },
} satisfies SomeHandlers;
