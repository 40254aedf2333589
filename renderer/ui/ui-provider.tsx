import { type ReactNode, useLayoutEffect } from 'react';
import { I18nProvider, useLocale } from 'react-aria-components';

/** 'rtl' where the current locale is written from right to left. */
export function useDirection(): 'ltr' | 'rtl' {
  return useLocale().direction;
}

function DocumentLanguage() {
  const { locale, direction } = useLocale();
  // Overlays are mounted on <body>, outside any element of ours, so the document itself must know.
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = direction;
  }, [locale, direction]);
  return null;
}

type UiProviderProps = Readonly<{
  /** BCP 47. Decides the direction, collation and the words inside the headless library. */
  locale: string;
  children: ReactNode;
}>;

/** Wrap the whole page once. */
export function UiProvider({ locale, children }: UiProviderProps) {
  return (
    <I18nProvider locale={locale}>
      <DocumentLanguage />
      {children}
    </I18nProvider>
  );
}
