import { t } from '../../../shared/words/words.ts';
import { Section } from '../../ui/section.tsx';
import { ProgramFacts } from '../help/program-facts.tsx';

/** Facts about the program for bug reports. */
export function About() {
  return (
    <Section title={t('settings.about.title')}>
      <ProgramFacts />
    </Section>
  );
}
