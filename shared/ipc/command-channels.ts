import type { Channel } from './contract.ts';

/**
 * The calls that a command may make of a running program: those that the command line needs, and no
 * others. Whoever may use a terminal must not get more than that.
 */
export const commandChannels = [
  'activity:list',
  'api-import:drop',
  'api-import:commit',
  'api:delete',
  'api:get',
  'api:list',
  'application:arrange',
  'application:create',
  'application:delete',
  'application:duplicate',
  'application:get',
  'application:list',
  'application:update',
  'backup:check-workspace',
  'backup:create',
  'bin:list',
  'bin:purge',
  'bin:restore',
  'bulk:discard',
  'bulk:items',
  'bulk:prepare',
  'bulk:run',
  'business-plan:create',
  'business-plan:delete',
  'business-plan:list',
  'consumer-secret:add',
  'consumer-secret:list',
  'consumer-secret:revoke',
  'gateway:export',
  'handover:write',
  'issuer:publish',
  'keys:generate',
  'keys:get',
  'keys:remove',
  'merge:run',
  'reminders:export',
  'reminders:list',
  'renewal:list',
  'renewal:remove',
  'renewal:save',
  'secret:reveal',
  'settings:get',
  'settings:policy',
  'settings:update',
  'signing-key:choose',
  'signing-key:create',
  'signing-key:import',
  'signing-key:list',
  'signing-key:retire',
  'signing-key:rotate',
  'signing-key:usage',
  'subscription:change-plan',
  'subscription:create',
  'subscription:delete',
  'subscription:list',
  'subscription:set-state',
  'takeover:choose',
  'takeover:preview',
  'takeover:run',
  'token:export',
  'token:inspect',
  'token:list',
  'token:regenerate',
  'token:revoke',
  'workspace:contents',
  'workspace:export-signing-key',
  'workspace:save-copy',
  'workspace:state',
] as const satisfies readonly Channel[];

export type CommandChannel = (typeof commandChannels)[number];

const known: ReadonlySet<string> = new Set(commandChannels);

export function isCommandChannel(channel: string): channel is CommandChannel {
  return known.has(channel);
}
