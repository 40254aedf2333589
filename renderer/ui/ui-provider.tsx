import { createContext, type ReactNode, useContext, useLayoutEffect } from 'react';
import { I18nProvider, useLocale } from 'react-aria-components';
import { englishUiStrings, type UiStrings } from './ui-strings.ts';

const UiStringsContext = createContext<UiStrings>(englishUiStrings);

export function useUiStrings(): UiStrings {
  return useContext(UiStringsContext);
}

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
  locale?: string | undefined;
  strings?: UiStrings | undefined;
  children: ReactNode;
}>;

/** Wrap the whole page once. Without it the primitives speak English from left to right. */
export function UiProvider({ locale, strings = englishUiStrings, children }: UiProviderProps) {
  return (
    <I18nProvider {...(locale === undefined ? {} : { locale })}>
      <DocumentLanguage />
      <UiStringsContext value={strings}>{children}</UiStringsContext>
    </I18nProvider>
  );
}
