import { FileKey, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { type GatewayExport, isRevocationFile } from '../../../shared/domain/gateway.ts';
import type { SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { gatewayFileName } from '../../../shared/words/gateway-files.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { goTo } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { ImportKeyDialog } from './import-key-dialog.tsx';
import { KeyCard } from './key-card.tsx';
import { type KeyDialog, KeyDialogs } from './key-dialogs.tsx';
import { KeyTimeline } from './key-timeline.tsx';
import css from './signing-keys.module.css';
import { shortKid } from './words.ts';

/** What signs the tokens, what will, and what still verifies. */
export function SigningKeys() {
  const { data, error } = useChannel('signing-key:list', {});
  const [isImporting, setImporting] = useState(false);
  const [open, setOpen] = useState<KeyDialog | null>(null);
  return (
    <>
      <PageHeader
        title={t('signingKeys.title')}
        subtitle={t('signingKeys.subtitle')}
        actions={
          <>
            <Button action="signingKeys.import" icon={FileKey} onPress={() => setImporting(true)}>
              {t('signingKeys.import')}
            </Button>
            <Button
              action="signingKeys.create"
              icon={KeyRound}
              onPress={() => setOpen({ kind: 'create', algorithm: null })}
            >
              {t('signingKeys.create')}
            </Button>
          </>
        }
      />
      <PageBody>
        {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
        {data === undefined && error === null && (
          <Placeholder label={t('frame.loading')} lines={8} />
        )}
        {data !== undefined && <Keys keys={data} onOpen={setOpen} />}
      </PageBody>
      {isImporting && <ImportKeyDialog onClose={() => setImporting(false)} />}
      {data !== undefined && <KeyDialogs open={open} keys={data} onClose={() => setOpen(null)} />}
    </>
  );
}

type KeysProps = Readonly<{
  keys: readonly SigningKeyView[];
  onOpen: (dialog: KeyDialog) => void;
}>;

const living = ['next', 'current', 'previous'] as const;

function Keys({ keys, onOpen }: KeysProps) {
  const usage = useChannel('signing-key:usage', {}, { keepPrevious: true }).data;
  const exports = useChannel('gateway:get', {}).data?.exports ?? [];
  const shown = living.flatMap((state) => keys.filter((key) => key.state === state));
  const retired = keys.filter(({ state }) => state === 'retired');
  const card = (key: SigningKeyView) => (
    <KeyCard
      key={key.id}
      signingKey={key}
      usage={usage?.find(({ id }) => id === key.id)}
      hasNext={keys.some(({ state, algorithm }) => state === 'next' && algorithm === key.algorithm)}
      onOpen={onOpen}
    />
  );
  return (
    <>
      <MissingNotice keys={keys} exports={exports} />
      <KeyTimeline keys={[...shown, ...retired.slice(0, 3)]} />
      <Section title={t('signingKeys.inUse')} isWide>
        <div className={css['cards']}>{shown.map(card)}</div>
      </Section>
      {retired.length > 0 && (
        <Disclosure title={t('signingKeys.retiredCount', { count: retired.length })} isLazy>
          <div className={css['cards']}>{retired.map(card)}</div>
        </Disclosure>
      )}
    </>
  );
}

type MissingNoticeProps = Readonly<{
  keys: readonly SigningKeyView[];
  exports: readonly GatewayExport[];
}>;

/** Gateways refuse tokens of keys that weren't in the last exported file. */
function MissingNotice({ keys, exports }: MissingNoticeProps) {
  const published = keys.filter(({ state }) => state === 'next' || state === 'current');
  const missing = exports
    .filter(({ file }) => !isRevocationFile(file))
    .map(({ file, exportedAt, kids }) => ({
      file,
      exportedAt,
      kids: published.map(({ kid }) => kid).filter((kid) => !kids.includes(kid)),
    }))
    .filter(({ kids }) => kids.length > 0);
  const [first] = missing;
  if (first === undefined) return null;
  const lacking = [...new Set(missing.flatMap(({ kids }) => kids))].map(shortKid);
  return (
    <Notice
      tone="warning"
      title={t('signingKeys.missingTitle', {
        files: tList(
          missing.map(({ file }) => gatewayFileName(file)),
          'unit',
        ),
      })}
      action={{ label: t('signingKeys.toGateways'), onPress: () => goTo('gateways') }}
    >
      {t('signingKeys.missingText', {
        kids: tList(lacking, 'unit'),
        moment: formatDateTime(first.exportedAt),
      })}
    </Notice>
  );
}
