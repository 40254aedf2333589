import { create } from 'zustand';
import type { ExportFormat, ExportSelection } from '../../../shared/domain/token-export.ts';

export const protections = ['encrypted', 'plain'] as const;
export type Protection = (typeof protections)[number];

interface Chosen {
  readonly format: ExportFormat;
  /** Null until a person has chosen: plain text is never written because nobody said otherwise. */
  readonly protection: Protection | null;
}

/** What was chosen last is offered first, until the program ends. */
export const useExportChoice = create<Chosen>(() => ({ format: 'json', protection: null }));

export function chooseExportFormat(format: ExportFormat): void {
  useExportChoice.setState({ format });
}

type Whose = Pick<ExportSelection, 'of'>;

/** Of the whole workspace nothing is remembered: each time it begins as an encrypted file. */
export function rememberProtection({ of }: Whose, protection: Protection): void {
  if (of !== 'everything') useExportChoice.setState({ protection });
}

export function offeredProtection({ of }: Whose): Protection | null {
  return of === 'everything' ? 'encrypted' : useExportChoice.getState().protection;
}
