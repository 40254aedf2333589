import { z } from 'zod';
import { type Renewal, renewalSchema } from '../../../shared/domain/renewal.ts';
import type { ReadableDb, WritableDb } from '../../base/database/database.ts';
import { readStored, writeStored } from '../../base/database/stored-setting.ts';

/** A setting that the Settings page doesn't show. */
const NAME = 'renewals';

export function readRenewals(db: ReadableDb): readonly Renewal[] {
  return readStored(db, NAME, z.array(renewalSchema)) ?? [];
}

export function writeRenewals(db: WritableDb, renewals: readonly Renewal[]): void {
  writeStored(db, NAME, renewals);
}
