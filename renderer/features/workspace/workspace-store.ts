import { create } from 'zustand';

interface Entrance {
  /** The code that was just made and that the person has not confirmed yet. In memory only. */
  readonly recoveryCode: string | null;
  /** Whether the dialog that makes a new one is open. The notice that opens it may be folded away. */
  readonly isMakingCode: boolean;
}

export const useEntrance = create<Entrance>(() => ({ recoveryCode: null, isMakingCode: false }));

export function makeRecoveryCode(isMakingCode: boolean): void {
  useEntrance.setState({ isMakingCode });
}

export function showRecoveryCode(recoveryCode: string): void {
  useEntrance.setState({ recoveryCode });
}

export function recoveryCodeKept(): void {
  useEntrance.setState({ recoveryCode: null });
}
