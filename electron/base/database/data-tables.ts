/**
 * Tables of people's data, referenced tables first. `application_keys` comes after the tables whose
 * triggers increase the keys' coverage.
 */
export const dataTables = [
  'setting',
  'business_plan',
  'api',
  'api_scope',
  'api_business_plan',
  'application',
  'application_form',
  'subscription',
  'application_keys',
  'consumer_secret',
  'signing_key',
  'token',
  'token_secret',
  'token_coverage',
  'purged_token',
  'reminder_sent',
  'saved_filter',
  'gateway_export',
  'unlock_use',
] as const;
