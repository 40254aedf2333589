import { useChannel } from '../../program/calls.ts';
import { aboutStrings as words } from '../../strings/settings.ts';
import { KeyValue } from '../../ui/key-value.tsx';
import { Section } from '../../ui/section.tsx';

/** What the program says of itself, as a bug report needs it. */
export function About() {
  const info = useChannel('program:info', {}).data;
  const workspace = useChannel('workspace:state', {}).data;
  if (info === undefined || workspace === undefined) return null;
  return (
    <Section title={words.title}>
      <KeyValue
        items={[
          { label: words.version, value: info.version },
          {
            label: words.electron,
            value: info.trial ? words.trial(info.electron) : info.electron,
          },
          { label: words.platform, value: words.platforms[info.platform] },
          { label: words.home, value: info.home, isMono: true },
          { label: words.workspace, value: workspace.file, isMono: true },
        ]}
      />
    </Section>
  );
}
