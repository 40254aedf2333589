import { activityHandlers } from '../activity/handlers.ts';
import { apiHandlers } from '../apis/handlers.ts';
import { createApiImportHandlers } from '../apis/import/handlers.ts';
import { applicationHandlers } from '../applications/handlers.ts';
import { binHandlers } from '../bin/handlers.ts';
import { businessPlanHandlers } from '../business-plans/handlers.ts';
import { createEncryptedExportHandlers } from '../export/encrypted-export-handlers.ts';
import { gatewayHandlers } from '../gateways/handlers.ts';
import { keysHandlers } from '../keys/handlers.ts';
import { secretHandlers } from '../secrets/handlers.ts';
import { settingsHandlers } from '../settings/handlers.ts';
import { subscriptionHandlers } from '../subscriptions/handlers.ts';
import { tokenHandlers } from '../tokens/handlers.ts';
import type { CoreHandlers } from './context.ts';

/**
 * A channel of the contract that no feature answers does not compile.
 *
 * @param importThread the entry of the thread that reads OpenAPI files.
 */
export function createHandlers(importThread: URL): CoreHandlers {
  return {
    ...activityHandlers,
    ...apiHandlers,
    ...createApiImportHandlers(importThread),
    ...applicationHandlers,
    ...binHandlers,
    ...businessPlanHandlers,
    ...createEncryptedExportHandlers(),
    ...gatewayHandlers,
    ...keysHandlers,
    ...secretHandlers,
    ...settingsHandlers,
    ...subscriptionHandlers,
    ...tokenHandlers,
  };
}
