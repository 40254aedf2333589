import { useMemo } from 'react';
import { useLocale } from 'react-aria-components';

/** Order and search of the current locale: numbers by value, accents and case by its own rules. */
export function useCollator(): Intl.Collator {
  const { locale } = useLocale();
  return useMemo(() => new Intl.Collator(locale, { numeric: true }), [locale]);
}
