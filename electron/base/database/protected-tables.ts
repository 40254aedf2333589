/** A table that must not be rolled back unnoticed. */
export interface ProtectedTable {
  readonly name: string;
  /** The column that orders the rows when they are read, and a value before all of its values. */
  readonly key: 'id' | 'rowid' | 'number' | 'sequence';
  readonly before: '' | 0;
  readonly columns: readonly string[];
  /** Which rows count; `row` is '', or `OLD.` or `NEW.`. */
  readonly where: (row: string) => string;
  /** The index that has these rows in the order of the key. */
  readonly index: string | null;
  /** Whether a change to it is witnessed outside the file immediately. */
  readonly witnessed: boolean;
}

const everyRow = { where: () => '1', index: null } as const;
/** In storage order: in the order of random ids, each row would be on a different page. */
const byRow = { ...everyRow, key: 'rowid', before: 0 } as const;

/** The tables that decide what is signed, or what gateways are told to accept and to reject. */
export const protectedTables: readonly ProtectedTable[] = [
  {
    ...byRow,
    name: 'signing_key',
    columns: ['id', 'kid', 'algorithm', 'state', 'private_key_sealed', 'certificate_sealed'],
    witnessed: true,
  },
  {
    ...byRow,
    name: 'setting',
    columns: ['name', 'value'],
    witnessed: true,
  },
  {
    ...everyRow,
    name: 'application',
    key: 'number',
    before: 0,
    columns: ['number', 'id', 'name', 'per_token_quota', 'owner', 'deleted_at'],
    witnessed: false,
  },
  {
    ...byRow,
    name: 'application_form',
    columns: ['id', 'profile', 'algorithm', 'claims'],
    witnessed: false,
  },
  {
    ...byRow,
    name: 'application_keys',
    columns: ['id', 'application_id', 'key_type', 'consumer_key', 'not_before'],
    witnessed: false,
  },
  {
    ...byRow,
    name: 'consumer_secret',
    columns: ['id', 'keys_id', 'secret_sealed', 'expires_at', 'revoked_at'],
    witnessed: false,
  },
  {
    ...byRow,
    name: 'subscription',
    columns: ['id', 'application_id', 'api_id', 'business_plan_id', 'state', 'deleted_at'],
    witnessed: false,
  },
  {
    name: 'token',
    key: 'sequence',
    before: 0,
    columns: ['id', 'expires_at', 'revoked_at'],
    where: (row) => `${row}refused_at IS NOT NULL AND ${row}revoked_at IS NOT NULL`,
    index: 'token_refused',
    witnessed: true,
  },
  {
    ...everyRow,
    name: 'purged_token',
    key: 'id',
    before: '',
    columns: ['id', 'expires_at', 'revoked_at'],
    witnessed: true,
  },
];
