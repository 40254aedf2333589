import { create } from 'zustand';

interface Entrance {
  /** The code that was just made and that the person has not confirmed yet. In memory only. */
  readonly recoveryCode: string | null;
}

export const useEntrance = create<Entrance>(() => ({ recoveryCode: null }));

export function showRecoveryCode(recoveryCode: string): void {
  useEntrance.setState({ recoveryCode });
}

export function recoveryCodeKept(): void {
  useEntrance.setState({ recoveryCode: null });
}
