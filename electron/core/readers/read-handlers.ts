import type { CoreReadHandlers, KeyReadHandlers } from '../../base/context/context.ts';
import { activityHandlers } from '../../features/activity/handlers.ts';
import { apiHandlers } from '../../features/apis/handlers.ts';
import { applicationHandlers } from '../../features/applications/handlers.ts';
import { binHandlers } from '../../features/bin/handlers.ts';
import { businessPlanHandlers } from '../../features/business-plans/handlers.ts';
import { catalogueHandlers } from '../../features/catalogues/handlers.ts';
import { gatewayHandlers } from '../../features/gateways/handlers.ts';
import { homeHandlers } from '../../features/home/handlers.ts';
import { issuingHandlers } from '../../features/issuing/handlers.ts';
import { keysHandlers } from '../../features/keys/handlers.ts';
import { reminderHandlers } from '../../features/reminders/handlers.ts';
import { renewalHandlers } from '../../features/renewals/handlers.ts';
import { settingsHandlers } from '../../features/settings/handlers.ts';
import { signingReadHandlers } from '../../features/signing/read-handlers.ts';
import { subscriptionHandlers } from '../../features/subscriptions/handlers.ts';
import { tokenHandlers } from '../../features/tokens/handlers.ts';
import { savedFilterHandlers } from '../../features/tokens/saved-filters.ts';

/** A reading channel without a handler doesn't compile, nor does an asynchronous handler. */
export const readHandlers: CoreReadHandlers = {
  ...activityHandlers,
  ...apiHandlers,
  ...applicationHandlers,
  ...binHandlers,
  ...businessPlanHandlers,
  ...catalogueHandlers,
  ...issuingHandlers,
  ...homeHandlers,
  ...keysHandlers,
  ...renewalHandlers,
  ...settingsHandlers,
  'signing-key:usage': signingReadHandlers['signing-key:usage'],
  'signing-key:applications': signingReadHandlers['signing-key:applications'],
  ...subscriptionHandlers,
  ...savedFilterHandlers,
  ...tokenHandlers,
};

/** Reads that need the session's keys: answered on its thread, by a reading connection. */
export const keyReadHandlers: KeyReadHandlers = {
  'gateway:get': gatewayHandlers['gateway:get'],
  'reminders:list': reminderHandlers['reminders:list'],
  'gateway:engine': gatewayHandlers['gateway:engine'],
  'signing-key:list': signingReadHandlers['signing-key:list'],
  'token:preview': issuingHandlers['token:preview'],
};
