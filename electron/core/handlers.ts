import type { CoreReadChannel, CoreWriteHandlers, WriteContext } from '../base/context/context.ts';
import type { LaterIndexed } from '../base/database/search-upkeep.ts';
import { activityHandlers } from '../features/activity/handlers.ts';
import { apiHandlers } from '../features/apis/handlers.ts';
import { createApiImportHandlers } from '../features/apis/import/handlers.ts';
import { applicationHandlers } from '../features/applications/handlers.ts';
import { binHandlers, emptyOverdueBin } from '../features/bin/handlers.ts';
import { businessPlanHandlers } from '../features/business-plans/handlers.ts';
import { catalogueHandlers } from '../features/catalogues/handlers.ts';
import { createEncryptedExportHandlers } from '../features/export/encrypted-export-handlers.ts';
import { exportEach } from '../features/export/export-each.ts';
import { exportTokens } from '../features/export/export-tokens.ts';
import { gatewayHandlers } from '../features/gateways/handlers.ts';
import { handoverHandlers } from '../features/handover/handlers.ts';
import { inspectHandlers } from '../features/inspect/handlers.ts';
import { issuingHandlers } from '../features/issuing/handlers.ts';
import { keysHandlers } from '../features/keys/handlers.ts';
import { publishHandlers } from '../features/publish/handlers.ts';
import { reminderHandlers } from '../features/reminders/handlers.ts';
import { renewalHandlers } from '../features/renewals/handlers.ts';
import { retentionHandlers } from '../features/retention/purge-expired.ts';
import { secretHandlers } from '../features/secrets/handlers.ts';
import { settingsHandlers } from '../features/settings/handlers.ts';
import { createSigningHandlers } from '../features/signing/handlers.ts';
import { duplicateHandlers } from '../features/subscriptions/duplicate.ts';
import { subscriptionHandlers } from '../features/subscriptions/handlers.ts';
import { createTakeoverHandlers } from '../features/takeover/handlers.ts';
import { tokenHandlers } from '../features/tokens/handlers.ts';
import { savedFilterHandlers } from '../features/tokens/saved-filters.ts';

/**
 * What the writer tidies up before such a read: a program that stays open for weeks has no sign-in
 * to do it.
 */
export const upkeep: Readonly<Partial<Record<CoreReadChannel, (context: WriteContext) => void>>> = {
  'bin:list': emptyOverdueBin,
};

/** The search indexes that a read needs complete. */
export const searched: Readonly<Partial<Record<CoreReadChannel, LaterIndexed>>> = {
  'token:list': 'token',
  'token:count': 'token',
  'activity:list': 'activity',
};

/**
 * The calls that don't only read. A call without a handler doesn't compile.
 *
 * @param importThread the entry of the thread that parses OpenAPI files.
 */
export function createHandlers(importThread: URL): CoreWriteHandlers {
  return {
    ...activityHandlers,
    ...apiHandlers,
    ...createApiImportHandlers(importThread),
    ...applicationHandlers,
    ...binHandlers,
    ...businessPlanHandlers,
    ...catalogueHandlers,
    ...createEncryptedExportHandlers(),
    ...gatewayHandlers,
    ...handoverHandlers,
    ...inspectHandlers,
    ...issuingHandlers,
    ...keysHandlers,
    ...publishHandlers,
    ...renewalHandlers,
    ...reminderHandlers,
    ...retentionHandlers,
    ...secretHandlers,
    ...settingsHandlers,
    ...createSigningHandlers(),
    ...subscriptionHandlers,
    ...duplicateHandlers,
    ...savedFilterHandlers,
    ...createTakeoverHandlers(importThread),
    ...tokenHandlers,
    'token:export': exportTokens,
    'token:export-each': exportEach,
  };
}
