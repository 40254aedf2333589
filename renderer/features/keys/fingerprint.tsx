import { useQuery } from '@tanstack/react-query';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import hiddenCss from '../../ui/visually-hidden.module.css';
import css from './fingerprint.module.css';

const GROUP = 4;

/** The first eight bytes of the token's SHA-256: tells it apart without showing it. */
export function Fingerprint({ token: { id } }: Readonly<{ token: TokenSummary }>) {
  const { data } = useQuery({
    queryKey: ['secret:fingerprint', id],
    queryFn: async () => {
      const made = await window.latchkey.call('secret:fingerprint', { id });
      return made.ok ? made.value.fingerprint : null;
    },
  });
  const groups = data?.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return (
    <>
      <span className={hiddenCss['hidden']}>{t('keys.fingerprint')}</span>
      <code className={css['fingerprint']} dir="ltr" title={t('keys.fingerprintHelp')}>
        {groups.join(' ')}
      </code>
      <span className={css['label']} aria-hidden>
        {t('keys.fingerprint')}
      </span>
    </>
  );
}
