import { type BulkIssue, leftOut } from '../../../shared/domain/bulk.ts';
import { appError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';

/** What it will do: "Generates 12 tokens. Revokes 10 active tokens." */
export function effectText({ kind, open, revokes }: BulkIssue): string {
  const issues = t(kind === 'generate' ? 'bulk.generates' : 'bulk.regenerates', { count: open });
  return revokes === 0 ? issues : `${issues} ${t('bulk.revokes', { count: revokes })}`;
}

/** What it did: "12 of 14 tokens issued, 2 left out". */
export function outcomeText(issue: BulkIssue): string {
  return t('bulk.outcome', { issued: issue.issued, total: issue.total, leftOut: leftOut(issue) });
}

/** Why some are left out, one line for each reason. */
export function reasonLines({ left }: Pick<BulkIssue, 'left'>): readonly string[] {
  return left.map(({ code, count }) =>
    t('bulk.reason', { count, reason: errorText(appError(code)) }),
  );
}
