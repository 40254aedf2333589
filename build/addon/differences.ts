import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The types are those of better-sqlite3, which has no ciphers. */
type Encrypted = Database.Database & { key(key: Buffer): void };

const NAMES = { prebuilt: 'the prebuilt addon', compiled: 'the compiled addon' } as const;

/**
 * What two builds of the addon do differently: the SQLite and ciphers they contain, how these were
 * configured, what they export, and whether each reads an encrypted file of the other. Two compilers
 * never give the same bytes, so those aren't compared.
 *
 * @param work a folder for temporary files.
 */
export function differences(prebuilt: string, compiled: string, work: string): readonly string[] {
  const facts = [factsOf(prebuilt), factsOf(compiled)] as const;
  const told = Object.keys(facts[0]).flatMap((name) => {
    const [one, other] = facts.map((each) => each[name] ?? '');
    return one === other ? [] : [`${name}: ${difference(one ?? '', other ?? '')}`];
  });
  const crossed = [
    ...readsWhatTheOtherWrote(prebuilt, compiled, join(work, 'one.db'), NAMES.compiled),
    ...readsWhatTheOtherWrote(compiled, prebuilt, join(work, 'other.db'), NAMES.prebuilt),
  ];
  return [...told, ...crossed];
}

function difference(prebuilt: string, compiled: string): string {
  const [here, there] = [prebuilt, compiled].map((text) => new Set(text.split('\n')));
  return `only prebuilt: ${only(here, there)}; only compiled: ${only(there, here)}`;
}

function only(from: Set<string> = new Set(), without: Set<string> = new Set()): string {
  return [...from.difference(without)].join(', ') || 'nothing';
}

function factsOf(addon: string): Readonly<Record<string, string>> {
  const db = new Database(':memory:', { nativeBinding: addon });
  const lines = (sql: string) => db.prepare(sql).pluck().all().join('\n');
  try {
    return {
      SQLite: lines('SELECT sqlite_version() || sqlite_source_id()'),
      ciphers: lines('SELECT sqlite3mc_version()'),
      // Which compiler it was is expected to differ.
      options: db
        .prepare('PRAGMA compile_options')
        .pluck()
        .all()
        .map(String)
        .filter((option) => !option.startsWith('COMPILER='))
        .toSorted()
        .join('\n'),
      functions: lines('SELECT DISTINCT name FROM pragma_function_list ORDER BY name'),
      modules: lines('SELECT name FROM pragma_module_list ORDER BY name'),
      symbols: symbolsOf(addon),
    };
  } finally {
    db.close();
  }
}

/** What the library exports, on Linux; other systems have no `nm -D`. */
function symbolsOf(addon: string): string {
  if (process.platform !== 'linux') return '';
  const { status, stdout } = spawnSync('nm', ['-D', '--defined-only', '--format=posix', addon], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`nm ended with ${status}`);
  const names = stdout.split('\n').map((line) => line.split(' ')[0] ?? '');
  // Inlined parts of the C++ library are exported or not as the compiler likes.
  return names
    .filter((name) => name !== '' && !name.startsWith('_Z'))
    .toSorted()
    .join('\n');
}

function readsWhatTheOtherWrote(
  writer: string,
  reader: string,
  file: string,
  name: string,
): readonly string[] {
  const key = Buffer.concat([Buffer.from('raw:'), randomBytes(48)]);
  const opened = (nativeBinding: string) => {
    const db = new Database(file, { nativeBinding });
    db.pragma("cipher='chacha20'");
    (db as Encrypted).key(Buffer.from(key));
    return db;
  };
  const one = opened(writer);
  one.exec("CREATE TABLE t (x TEXT) STRICT; INSERT INTO t VALUES ('read by the other')");
  one.close();
  try {
    const other = opened(reader);
    const [found] = other.prepare('SELECT x FROM t').pluck().all();
    other.close();
    return found === 'read by the other' ? [] : [`${name} reads ${String(found)}`];
  } catch (error) {
    return [`${name} can’t read what the other wrote: ${String(error)}`];
  }
}
