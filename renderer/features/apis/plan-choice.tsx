import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { BusinessPlanId } from '../../../shared/domain/ids.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import css from './plan-choice.module.css';

const nothing: readonly BusinessPlanId[] = [];

type PlanChoiceProps = Readonly<{
  label: string;
  description?: string | undefined;
  plans: readonly BusinessPlan[];
  value: readonly BusinessPlanId[];
  /** Plans that only some of the APIs offer, where the choice is for several. */
  partly?: readonly BusinessPlanId[] | undefined;
  onChange: (value: readonly BusinessPlanId[], changed: BusinessPlanId) => void;
  errorMessage?: string | undefined;
}>;

/** Business plans side by side: there are few, and their names are short. */
export function PlanChoice({
  label,
  description,
  plans,
  value,
  partly = nothing,
  onChange,
  errorMessage,
}: PlanChoiceProps) {
  const id = useId();
  function toggle(plan: BusinessPlanId, isSelected: boolean): void {
    const chosen = new Set(value);
    if (isSelected) chosen.add(plan);
    else chosen.delete(plan);
    const known = plans.map(({ id }) => id).filter((id) => chosen.has(id));
    onChange(known, plan);
  }
  return (
    <fieldset
      className={css['choice']}
      {...(errorMessage !== undefined && { 'data-fault': '' })}
      {...((errorMessage ?? description) !== undefined && { 'aria-describedby': id })}
    >
      <legend className={css['label']}>{label}</legend>
      <div className={css['plans']}>
        {plans.map((plan) => (
          <Checkbox
            key={plan.id}
            label={plan.name}
            isSelected={value.includes(plan.id)}
            isIndeterminate={partly.includes(plan.id)}
            onChange={(isSelected) => toggle(plan.id, isSelected)}
          />
        ))}
      </div>
      <div id={id}>
        {errorMessage !== undefined && (
          <div className={css['error']} role="alert">
            <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
            {errorMessage}
          </div>
        )}
        {description !== undefined && <div className={css['description']}>{description}</div>}
      </div>
    </fieldset>
  );
}
