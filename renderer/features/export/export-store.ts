import { create } from 'zustand';
import type { ExportFormat } from '../../../shared/domain/token-export.ts';

/** The format that was chosen last is offered first. */
export const useExportFormat = create<{ readonly format: ExportFormat }>(() => ({
  format: 'json',
}));

export function chooseExportFormat(format: ExportFormat): void {
  useExportFormat.setState({ format });
}
