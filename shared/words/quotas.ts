import type { QuotaDraft } from '../domain/catalogue.ts';
import { t } from './words.ts';

/** "10 requests/min", with the name if that says more. */
export function quotaText({ name, requestsPerMinute: rate }: QuotaDraft): string {
  const text =
    rate === null ? t('application.quotas.unlimited') : t('application.quotas.rate', { rate });
  const isPlain = name === 'Unlimited' || name === `${rate}PerMin`;
  return isPlain ? text : t('application.quotas.named', { name, text });
}
