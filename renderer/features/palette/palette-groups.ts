import { t } from '../../../shared/words/words.ts';
import type { PaletteCommand, PaletteSection } from '../../ui/command-palette.tsx';
import { type Entry, kinds, rank } from './rank.ts';

/** What the palette shows: what matches, or before anything was typed what was used last. */
export function sectionsOf(
  entries: readonly Entry[],
  query: string,
  used: readonly string[],
): readonly PaletteSection[] {
  if (query.trim() !== '') {
    return rank(entries, query, used).map(({ kind, entries: commands }) => ({
      title: t(`palette.kinds.${kind}`),
      commands,
    }));
  }
  const recent = used.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  const groups = kinds.map((kind) => ({
    title: t(`palette.kinds.${kind}`),
    commands: entries
      .filter((entry) => entry.kind === kind && !recent.includes(entry))
      .slice(0, kind === 'command' || kind === 'page' ? undefined : FEW),
  }));
  return (
    [{ title: t('palette.recent'), commands: recent as readonly PaletteCommand[] }, ...groups]
      // Locking is the only command that takes the screen away: not by Enter alone.
      .map(({ title, commands }) => ({
        title,
        commands: commands.filter(({ id }) => id !== 'lock'),
      }))
      .filter(({ commands }) => commands.length > 0)
  );
}

/** Names that are offered before anything was typed: those changed last. */
const FEW = 6;
