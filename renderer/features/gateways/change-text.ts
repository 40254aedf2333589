import type { ExportChanges, GatewayExport } from '../../../shared/domain/gateway.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';

/** What an exported file lacks, such as "1 new key, 2 revoked since 14:05"; '' if nothing. */
export function changeText(
  { newKeys, oldKeys, issuer, audience, profiles, revoked, cutOff }: ExportChanges,
  { exportedAt }: GatewayExport,
): string {
  const moment = formatDateTime(exportedAt);
  const parts = [
    newKeys > 0 && t('gateways.changed.newKeys', { count: newKeys }),
    oldKeys > 0 && t('gateways.changed.oldKeys', { count: oldKeys }),
    issuer && t('gateways.changed.issuer'),
    audience && t('gateways.changed.audience'),
    profiles && t('gateways.changed.profiles'),
    cutOff && t('gateways.changed.cutOff'),
    revoked > 0 && t('gateways.changed.revoked', { count: revoked, moment }),
  ];
  return tList(
    parts.filter((part) => part !== false),
    'unit',
  );
}
