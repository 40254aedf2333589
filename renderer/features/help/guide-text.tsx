import { Markdown } from 'markdown-to-jsx';
import { Fragment, type ReactNode } from 'react';
import { language } from '../../../shared/words/words.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { type GuidePage, isGuidePage } from './guide-pages.ts';
import { openGuide } from './guide-store.ts';

const texts = import.meta.glob<string>('../../../docs/guide/**/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const pictures = import.meta.glob<string>('../../../docs/guide/pictures/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
});
const root = '../../../docs/guide';

/** The text in the chosen language, or in English, and how that is written. */
function textOf(page: GuidePage): Readonly<{ text: string; lang: string; dir: 'ltr' | undefined }> {
  const own = texts[`${root}/${language()}/${page}.md`];
  if (own !== undefined) return { text: own, lang: language(), dir: undefined };
  return { text: texts[`${root}/${page}.md`] ?? '', lang: 'en', dir: 'ltr' };
}

function Link({ href = '', children }: Readonly<{ href?: string; children?: ReactNode }>) {
  const page = href.replace(/\.md$/, '');
  if (!isGuidePage(page)) return children;
  return <LinkButton onPress={() => openGuide(page)}>{children}</LinkButton>;
}

/** The tour makes the pictures; a page works without one. */
function Picture({ src = '', alt = '' }: Readonly<{ src?: string; alt?: string }>) {
  // The pages of other languages are one folder deeper.
  const file = pictures[`${root}/${src.replace(/^\.\.\//, '')}`];
  return file === undefined ? null : <img src={file} alt={alt} loading="lazy" />;
}

/** A page of the guide, from the files that are also in the project's documentation. */
export function GuideText({ page }: Readonly<{ page: GuidePage }>) {
  const { text, lang, dir } = textOf(page);
  return (
    <div lang={lang} dir={dir}>
      <Markdown
        options={{
          disableParsingRawHTML: true,
          forceBlock: true,
          wrapper: Fragment,
          // The dialog around it has the level above.
          overrides: { h1: 'h3', h2: 'h4', a: Link, img: Picture },
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
