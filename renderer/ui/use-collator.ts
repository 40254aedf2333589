import { useMemo } from 'react';
import { useLocale } from 'react-aria-components';

const ORDER: Intl.CollatorOptions = { numeric: true };

/**
 * Order and search of the current locale: numbers by value, accents and case by its own rules.
 *
 * @param options declared outside the component.
 */
export function useCollator(options = ORDER): Intl.Collator {
  const { locale } = useLocale();
  return useMemo(() => new Intl.Collator(locale, options), [locale, options]);
}
