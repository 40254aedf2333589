import { Ban, Download, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { engines } from '../../../shared/domain/engines/verdict.ts';
import { type GatewayFile, type GatewayView, isEngine } from '../../../shared/domain/gateway.ts';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useIfHere } from '../../program/if-here.ts';
import { goTo, keysTabs, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { openEngine } from '../gateways/gateway-store.ts';
import { useExport } from '../gateways/use-export.ts';
import { regenerateSame } from '../tokens/regenerate-same.ts';
import { RevokeDialog } from '../tokens/revoke-dialog.tsx';
import css from './inspected.module.css';

type LeakedProps = Readonly<{
  token: TokenSummary;
  /** Called when the person goes to another page. */
  onLeave: () => void;
  /** Called when the token was changed. */
  onChanged: () => void;
}>;

/** From a leaked token to its revocation, to a new one, and to the gateways that must reload. */
export function Leaked({ token, onLeave, onChanged }: LeakedProps) {
  const { applicationId, applicationName, keyType, current } = token;
  const [revoking, setRevoking] = useState<TokenSummary | null>(null);
  const [isIssuing, setIssuing] = useState(false);
  const ifHere = useIfHere();
  const state = tokenState(token, useNow());

  async function regenerate(): Promise<void> {
    setIssuing(true);
    const issued = await regenerateSame(token);
    setIssuing(false);
    // A token that never expires is re-generated on its own page.
    if (issued === null && token.neverExpires) ifHere(onLeave);
    ifHere(onChanged);
  }

  return (
    <>
      <Notice title={t('inspect.isOurs', { owner: ownerName(applicationName, keyType) })}>
        {state === 'active' && t('inspect.leaked')}
        {state === 'revoked' && current && t('inspect.leakedAgain')}
      </Notice>
      <ButtonRow>
        {state === 'active' && (
          <Button icon={Ban} onPress={() => setRevoking(token)}>
            {t('inspect.revoke')}
          </Button>
        )}
        {state !== 'active' && current && (
          <Button icon={RefreshCw} isPending={isIssuing} onPress={() => void regenerate()}>
            {t('issue.regenerate')}
          </Button>
        )}
        <Button
          onPress={() => {
            openApplication(applicationId, keysTabs[keyType]);
            onLeave();
          }}
        >
          {t('inspect.openApplication')}
        </Button>
      </ButtonRow>
      {state === 'revoked' && <WhoReloads revokedAt={token.revokedAt ?? 0} onLeave={onLeave} />}
      <RevokeDialog token={revoking} onClose={() => setRevoking(null)} onRevoked={onChanged} />
    </>
  );
}

type WhoReloadsProps = Readonly<{ revokedAt: number; onLeave: () => void }>;

/** The files that gateways have and that don't list the token yet; without any, the plain list. */
function WhoReloads({ revokedAt, onLeave }: WhoReloadsProps) {
  const gateway = useChannel('gateway:get', {}).data;
  if (gateway === undefined) return null;
  const files = filesThatTell(gateway);
  return (
    <section className={css['reload']} aria-label={t('inspect.whoReloads')}>
      <h3>{t('inspect.whoReloads')}</h3>
      <p>{files.length === 0 ? t('inspect.noneExported') : t('inspect.whoReloadsText')}</p>
      <ul className={css['files']}>
        {(files.length === 0 ? (['revocations'] as const) : files).map((file) => (
          <ToReload
            key={file}
            file={file}
            isOut={exportedAt(gateway, file) >= revokedAt}
            onLeave={onLeave}
          />
        ))}
      </ul>
    </section>
  );
}

/** Those that list revoked tokens, or would if there were any. */
function filesThatTell({ changes, exports }: GatewayView): readonly GatewayFile[] {
  const told = exports.filter(({ revoked }) => revoked > 0).map(({ file }) => file);
  const lacking = changes.filter(({ revoked }) => revoked > 0).map(({ file }) => file);
  return [...new Set([...lacking, ...told])];
}

const exportedAt = ({ exports }: GatewayView, file: GatewayFile): number =>
  exports.find((one) => one.file === file)?.exportedAt ?? 0;

type ToReloadProps = Readonly<{ file: GatewayFile; isOut: boolean; onLeave: () => void }>;

function ToReload({ file, isOut, onLeave }: ToReloadProps) {
  const name = isEngine(file) ? engines[file].name : t(`gateways.files.${file}.name`);
  const { write, pending } = useExport(file, t('palette.saved'));
  function open(): void {
    if (isEngine(file)) openEngine(file);
    else goTo('gateways');
    onLeave();
  }
  return (
    <li className={css['file']}>
      <span className={css['name']}>
        <LinkButton onPress={open}>{name}</LinkButton>
        <span className={css['state']}>
          {isOut ? t('inspect.reloadNow') : t('inspect.notListed')}
        </span>
      </span>
      <Button icon={Download} isPending={pending} onPress={() => void write()}>
        {t('inspect.exportAgain')}
      </Button>
    </li>
  );
}
