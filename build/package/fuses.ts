import {
  FuseState,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses';
import { type FuseName, fuses } from '../../shared/fuses.ts';

/**
 * Sets every listed fuse in a packaged program. The build fails if Electron has an unlisted fuse or
 * lacks a listed one, since no one has decided about it yet.
 *
 * @param program the packaged program, on macOS the bundle `…/Latchkey.app`.
 */
export async function setFuses(program: string): Promise<void> {
  const wanted = Object.fromEntries(
    fuses.map(({ name, on }) => [FuseV1Options[name], on]),
  ) as Record<FuseV1Options, boolean>;
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Apple silicon doesn't start a modified program unsigned; a real signature replaces this one.
    resetAdHocDarwinSignature: program.endsWith('.app'),
    ...wanted,
  });
  const wrong = await wrongFuses(program);
  if (wrong.length > 0) throw new Error(`fuses not set: ${wrong.join(', ')}`);
}

/** The fuses of a program that differ from the list, as @electron/fuses reads them. */
export async function wrongFuses(program: string): Promise<readonly FuseName[]> {
  const wire = await getCurrentFuseWire(program);
  return fuses
    .filter(({ name, on }) => {
      const state = wire[FuseV1Options[name]];
      return state !== (on ? FuseState.ENABLE : FuseState.DISABLE);
    })
    .map(({ name }) => name);
}
