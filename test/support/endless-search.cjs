/**
 * Loaded into a program under test (`electron -r`), and into each of its threads: a search of the
 * activity becomes a query that runs for minutes and looks at no flag. Nothing can stop it, as nothing
 * could stop one over what somebody else has put into a workspace.
 */
const threads = require('node:worker_threads');

const ENDLESS = `SELECT count(*) FROM (
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000000) SELECT i FROM n
)`;

if (threads.isMainThread) {
  // The program looks for what was typed behind its name.
  process.argv.splice(process.argv.indexOf(__filename) - 1, 2);
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(entry, options) {
      super(entry, { ...options, execArgv: ['--require', __filename] });
    }
  };
  require('node:module').syncBuiltinESMExports();
} else {
  const Database = require('better-sqlite3');
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function prepareSlowly(sql) {
    if (!sql.includes('activity_search f')) return prepare.call(this, sql);
    const statement = prepare.call(this, ENDLESS);
    return { all: () => statement.all(), get: () => statement.get() };
  };
}
