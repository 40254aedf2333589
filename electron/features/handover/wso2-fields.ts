import {
  APPLICATION_DESCRIPTION_MAX,
  applicationDraftSchema,
  GROUP_NAME_MAX,
  groupNameSchema,
  OWNER_MAX,
} from '../../../shared/domain/application.ts';
import { DEFAULT_QUOTA, firstQuotas, type QuotaDraft } from '../../../shared/domain/catalogue.ts';
import { labelSchema } from '../../../shared/domain/text.ts';

/**
 * What this program has for a value of an archive. A value that it can't have stays in the
 * application's `wso2_fields`, and a hand-over writes it again.
 */
export function quotaOf(
  policy: string,
  known: readonly Pick<QuotaDraft, 'name'>[] = firstQuotas,
): string {
  return known.find(({ name }) => name === policy)?.name ?? DEFAULT_QUOTA;
}

export function descriptionOf(text: string): string {
  const short = Array.from(text).slice(0, APPLICATION_DESCRIPTION_MAX).join('').trim();
  const description = applicationDraftSchema.shape.description.safeParse(short);
  return description.success ? description.data : '';
}

export function groupOf(groups: readonly string[]): string {
  const group = groupNameSchema.safeParse((groups[0] ?? '').slice(0, GROUP_NAME_MAX));
  return group.success ? group.data : '';
}

export function ownerOf(owner: string): string {
  const label = labelSchema({ max: OWNER_MAX }).safeParse(owner);
  return label.success ? label.data : '';
}
