import type { ProgramInfo } from '../../shared/domain/program.ts';

const MAC: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Shift: '⇧', Alt: '⌥' };
const OTHERS: Readonly<Record<string, string>> = { CmdOrCtrl: 'Ctrl' };

/** An Electron accelerator as the platform writes it: "Ctrl+Shift+N", "⇧⌘N". */
export function formatShortcut(accelerator: string, platform: ProgramInfo['platform']): string {
  const keys = accelerator.split('+');
  if (platform !== 'darwin') return keys.map((key) => OTHERS[key] ?? key).join('+');
  // macOS writes the modifiers in the order ⌥⇧⌘, without a plus.
  const order = ['Alt', 'Shift', 'CmdOrCtrl'];
  const sorted = keys.toSorted((a, b) => rank(order, a) - rank(order, b));
  return sorted.map((key) => MAC[key] ?? key).join('');
}

function rank(order: readonly string[], key: string): number {
  const place = order.indexOf(key);
  return place === -1 ? order.length : place;
}
