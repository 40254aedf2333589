import { create } from 'zustand';
import type { ExportFormat, ExportSelection } from '../../../shared/domain/token-export.ts';

export const protections = ['encrypted', 'plain'] as const;
export type Protection = (typeof protections)[number];

interface Chosen {
  readonly format: ExportFormat;
  /** Null until a person has chosen: plain text is never the silent default. */
  readonly protection: Protection | null;
}

/** What was chosen last is offered first, until the program ends. */
export const useExportChoice = create<Chosen>(() => ({ format: 'json', protection: null }));

export function chooseExportFormat(format: ExportFormat): void {
  useExportChoice.setState({ format });
}

type Whose = Pick<ExportSelection, 'of'>;

/** These may cover the whole workspace, so no choice is remembered: encryption is the default. */
const unseen = ['everything', 'filter'] as const satisfies readonly Whose['of'][];

function isUnseen({ of }: Whose): boolean {
  return unseen.some((one) => one === of);
}

export function rememberProtection(whose: Whose, protection: Protection): void {
  if (!isUnseen(whose)) useExportChoice.setState({ protection });
}

export function offeredProtection(whose: Whose): Protection | null {
  return isUnseen(whose) ? 'encrypted' : useExportChoice.getState().protection;
}
