import { quotaText } from '../../../shared/words/quotas.ts';
import { useChannel } from '../../program/calls.ts';

/** The text for a per-token quota; its name while it is unknown or was deleted. */
export function useQuotaText(name: string): string {
  const quota = useChannel('quota:list', {}).data?.find((one) => one.name === name);
  return quota === undefined ? name : quotaText(quota);
}
