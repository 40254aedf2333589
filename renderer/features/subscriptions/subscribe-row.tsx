import type { BusinessPlanId } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import type { Offer } from './offers.ts';
import css from './subscribe-dialog.module.css';

type SubscribeRowProps = Readonly<{
  offer: Offer;
  /** The plan that it is chosen with; null where it is not. */
  chosen: BusinessPlanId | null;
  onChoose: (plan: BusinessPlanId | null) => void;
  errorMessage: string | undefined;
}>;

export function SubscribeRow({ offer, chosen, onChoose, errorMessage }: SubscribeRowProps) {
  const { api, free, taken } = offer;
  const title = `${api.name} ${api.version}`;
  const first = free[0]?.id ?? null;
  const names = taken.map(({ name }) => name);
  return (
    <li className={css['row']} {...(errorMessage !== undefined && { 'data-fault': true })}>
      <Checkbox
        label={title}
        description={
          <>
            <bdi dir="ltr">{api.context}</bdi>
            {note(first === null, names) !== '' && ` · ${note(first === null, names)}`}
          </>
        }
        isSelected={chosen !== null}
        onChange={(isSelected) => onChoose(isSelected ? first : null)}
        isDisabled={first === null}
        errorMessage={errorMessage}
      />
      <Select<BusinessPlanId>
        label={t('subscribe.planOf', { api: title })}
        isLabelHidden
        options={[
          ...free.map(({ id, name }) => ({ id, label: name })),
          ...taken.map(({ id, name }) => ({
            id,
            label: name,
            description: t('subscribe.taken'),
            isDisabled: true,
          })),
        ]}
        value={chosen}
        onChange={onChoose}
        isDisabled={first === null}
      />
    </li>
  );
}

/** Why it cannot be chosen, or with what it is subscribed already. */
function note(isFull: boolean, taken: readonly string[]): string {
  if (isFull)
    return taken.length === 0
      ? t('subscribe.noPlan')
      : t('subscribe.allTaken', { plans: taken.join(', ') });
  return taken.length === 0 ? '' : t('subscribe.takenWith', { plans: taken.join(', ') });
}
