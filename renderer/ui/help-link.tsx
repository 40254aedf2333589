import { createContext, useContext } from 'react';
import { t } from '../../shared/words/words.ts';
import css from './help-link.module.css';
import { LinkButton } from './link-button.tsx';

/** Opens the user guide at the page about what is on screen; null where there is no guide. */
export const HelpContext = createContext<(() => void) | null>(null);

/** Leads from an empty place or an error to the guide. */
export function HelpLink() {
  const openGuide = useContext(HelpContext);
  return openGuide === null ? null : <LinkButton onPress={openGuide}>{t('help.learn')}</LinkButton>;
}

/** The same on a line of its own, below fields or instead of rows. */
export function HelpLine() {
  return (
    <p className={css['line']}>
      <HelpLink />
    </p>
  );
}
