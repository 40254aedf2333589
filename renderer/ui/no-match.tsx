import { t } from '../../shared/words/words.ts';
import { Button } from './button.tsx';
import { HelpLine } from './help-link.tsx';
import css from './no-match.module.css';

type NoMatchProps = Readonly<{
  /** What was searched for and isn't there. */
  text: string;
  /** Shows everything again. */
  onClear: () => void;
}>;

/** Instead of the rows of a list that a search has emptied: the way back, and the guide. */
export function NoMatch({ text, onClear }: NoMatchProps) {
  return (
    <div className={css['none']}>
      <p className={css['text']}>{text}</p>
      <Button size="small" onPress={onClear}>
        {t('ui.clearSearch')}
      </Button>
      <HelpLine />
    </div>
  );
}
