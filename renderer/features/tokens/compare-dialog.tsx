import { useEffect, useState } from 'react';
import type { TokenId } from '../../../shared/domain/ids.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { Difference, TokenComparison } from '../../../shared/domain/token-comparison.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';

/** Two tokens; without the other one, the current one of the same keys. */
export interface Comparing {
  readonly token: TokenSummary;
  readonly other?: TokenSummary;
}

type CompareDialogProps = Readonly<{ comparing: Comparing; onClose: () => void }>;

export function CompareDialog({ comparing: { token, other }, onClose }: CompareDialogProps) {
  const { applicationId, keyType, applicationName } = token;
  const current = useChannel('keys:get', { applicationId, keyType }).data?.token;
  const against = other ?? current ?? undefined;
  const compared = useComparison(token, against);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="large"
      title={t('tokens.compareTitle', { owner: ownerName(applicationName, keyType) })}
      footer={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      {compared.error !== null && <Notice tone="danger">{errorText(compared.error)}</Notice>}
      {compared.value === null && compared.error === null && (
        <Placeholder label={t('frame.loading')} lines={6} />
      )}
      {compared.value !== null && <Compared comparison={compared.value} />}
    </Dialog>
  );
}

interface Answer {
  readonly value: TokenComparison | null;
  readonly error: AppError | null;
}

/** The older one first, whichever was named first. */
function useComparison(one: TokenSummary, other: TokenSummary | undefined): Answer {
  const [answer, setAnswer] = useState<Answer>({ value: null, error: null });
  const [before, after] =
    other === undefined || one.issuedAt <= other.issuedAt ? [one, other] : [other, one];
  const ids = { before: before.id, after: after?.id };
  useEffect(() => {
    if (ids.after === undefined) return undefined;
    let isWanted = true;
    void compare(ids.before, ids.after).then((found) => {
      if (isWanted) setAnswer(found);
    });
    return () => {
      isWanted = false;
    };
  }, [ids.before, ids.after]);
  return answer;
}

async function compare(before: TokenId, after: TokenId): Promise<Answer> {
  const compared = await window.latchkey.call('token:compare', { before, after });
  return compared.ok
    ? { value: compared.value, error: null }
    : { value: null, error: compared.error };
}

function Compared({ comparison }: Readonly<{ comparison: TokenComparison }>) {
  const { before, after, differences, same } = comparison;
  const rows = differences.map((difference) => ({ id: difference.name, difference }));
  return (
    <>
      <p>{t('tokens.compareOlder', { moment: formatDateTime(before.issuedAt) })}</p>
      <p>{t('tokens.compareNewer', { moment: formatDateTime(after.issuedAt) })}</p>
      {rows.length === 0 ? (
        <Notice>{t('tokens.compareNothing')}</Notice>
      ) : (
        <DataTable label={t('tokens.compareTwo')} columns={columns} items={rows} maxRows={10} />
      )}
      {same.length > 0 && (
        <p>{t('tokens.compareEqual', { count: same.length, names: tList(same, 'unit') })}</p>
      )}
    </>
  );
}

interface Row {
  readonly id: string;
  readonly difference: Difference;
}

const textsOf = (texts: readonly string[]) => (
  <span title={texts.join('\n')}>{texts.length === 0 ? '–' : texts.join(' ')}</span>
);

const columns: readonly TableColumn<Row>[] = [
  {
    id: 'member',
    title: t('tokens.compareColumns.member'),
    cell: ({ difference: { name, isHeader } }) =>
      isHeader ? t('tokens.compareHeader', { name }) : name,
    text: ({ difference }) => difference.name,
    isRowHeader: true,
    minWidth: 120,
  },
  {
    id: 'before',
    title: t('tokens.compareColumns.before'),
    cell: ({ difference }) => textsOf(difference.before),
    isMono: true,
    width: '2fr',
  },
  {
    id: 'after',
    title: t('tokens.compareColumns.after'),
    cell: ({ difference }) => textsOf(difference.after),
    isMono: true,
    width: '2fr',
  },
];
