import { type BulkIssue, leftOut } from '../../../shared/domain/bulk.ts';
import { appError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';

/** What it will do: "Generates 12 tokens. Revokes 10 active tokens." */
export function effectText({ kind, open, revokes }: BulkIssue): string {
  if (kind === 'revoke') return t('tokens.revokeEffect', { count: open });
  const issues = t(`bulk.effects.${kind}`, { count: open });
  return revokes === 0 ? issues : `${issues} ${t('bulk.revokes', { count: revokes })}`;
}

/** Why there is nothing to confirm. */
export function nothingText({ kind }: BulkIssue): string {
  return kind === 'revoke' ? t('bulk.nothingToRevoke') : t('bulk.nothing');
}

/** While it runs. */
export function runningText(kind: BulkIssue['kind']): string {
  return kind === 'revoke' ? t('tokens.revoking') : t('bulk.issuing');
}

/** What it did: "12 of 14 tokens issued, 2 left out". */
export function outcomeText(issue: BulkIssue): string {
  const { kind, issued, total } = issue;
  const outcome = { issued, total, leftOut: leftOut(issue) };
  return kind === 'revoke' ? t('bulk.outcomeRevoked', outcome) : t('bulk.outcome', outcome);
}

/** Why some are left out, one line for each reason. */
export function reasonLines({ left }: Pick<BulkIssue, 'left'>): readonly string[] {
  return left.map(({ code, count }) =>
    t('bulk.reason', { count, reason: errorText(appError(code)) }),
  );
}
