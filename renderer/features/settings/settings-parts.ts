import { create } from 'zustand';
import { goTo } from '../../program/navigation.ts';

/** The sections of Settings that are always there, in their order. */
export const settingsParts = [
  'appearance',
  'general',
  'workspace',
  'backups',
  'security',
  'methods',
  'tokens',
  'format',
  'attributes',
  'retention',
  'issuer',
  'clipboard',
  'quick-copy',
  'updates',
  'about',
] as const;
/** `policy` is only there where an administrator manages the program. */
export type SettingsPart = (typeof settingsParts)[number] | 'policy';

interface Wanted {
  /** The section to show as soon as the page has it; null for none. */
  readonly part: SettingsPart | null;
}

export const useWantedPart = create<Wanted>(() => ({ part: null }));

/** Opens Settings at one of its sections. */
export function openSettingsPart(part: SettingsPart): void {
  useWantedPart.setState({ part });
  goTo('settings');
}
