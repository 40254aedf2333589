import { X } from 'lucide-react';
import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import { IconButton } from './icon-button.tsx';
import css from './progress-bar.module.css';

const cx = classesOf(css);

type ProgressBarProps = Readonly<{
  label: string;
  /** 0 to `max`; left out while the amount of work is not known. */
  value?: number | undefined;
  max?: number | undefined;
  /** "12 of 40 files" instead of a percentage. */
  valueText?: string | undefined;
  onCancel?: (() => void) | undefined;
}>;

export function ProgressBar({ label, value, max = 100, valueText, onCancel }: ProgressBarProps) {
  return (
    <div className={cx('frame')}>
      <AriaProgressBar
        className={cx('progress')}
        value={value ?? 0}
        maxValue={max}
        isIndeterminate={value === undefined}
        {...(valueText !== undefined && { valueLabel: valueText })}
      >
        {({ percentage, valueText }) => (
          <>
            <Label className={cx('label')}>{label}</Label>
            <span className={cx('value')}>{value === undefined ? '' : valueText}</span>
            <span className={cx('track')}>
              <span
                className={cx('fill', value === undefined && 'unknown')}
                style={{ inlineSize: value === undefined ? '30%' : `${percentage ?? 0}%` }}
              />
            </span>
          </>
        )}
      </AriaProgressBar>
      {onCancel !== undefined && <IconButton label={t('ui.cancel')} icon={X} onPress={onCancel} />}
    </div>
  );
}
