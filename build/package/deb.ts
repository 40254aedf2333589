import { parseArgs } from 'node:util';

const one = { type: 'string', default: '' } as const;
const many = { type: 'string', multiple: true, default: [] as string[] } as const;
/** fpm's compression names → those of dpkg-deb. */
const compressions = { gz: 'gzip', xz: 'xz', zst: 'zstd' } as const;

/** What electron-builder passes to fpm to build a deb. */
export interface DebOrder {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly url: string;
  readonly section: string;
  readonly priority: string;
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly compression: (typeof compressions)[keyof typeof compressions];
  readonly level: string;
  /** Path of the deb to make. */
  readonly package: string;
  /** dpkg's script name → its file. */
  readonly scripts: Readonly<Record<'postinst' | 'postrm', string>>;
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

/** Reads fpm's arguments. Throws on an unknown one: ignoring it could break the package. */
export function readDebOrder(args: readonly string[]): DebOrder {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      input: { ...one, short: 's' },
      output: { ...one, short: 't' },
      force: { type: 'boolean' },
      depends: { ...many, short: 'd' },
      'deb-recommends': many,
      'deb-compression': one,
      'deb-compression-level': { ...one, default: '6' },
      'deb-priority': one,
      architecture: one,
      'after-install': one,
      'after-remove': one,
      description: one,
      version: one,
      package: one,
      name: one,
      maintainer: one,
      vendor: one,
      url: one,
      category: one,
      license: one,
    },
  });
  if (values.input !== 'dir' || values.output !== 'deb')
    throw new Error('only a deb can be built from files');
  const wanted = values['deb-compression'];
  if (!isCompression(wanted)) throw new Error(`unknown compression ${wanted}`);
  return {
    name: values.name,
    version: values.version,
    architecture: values.architecture,
    maintainer: values.maintainer,
    url: values.url,
    section: values.category,
    priority: values['deb-priority'],
    description: values.description,
    depends: values.depends,
    recommends: values['deb-recommends'],
    compression: compressions[wanted],
    level: values['deb-compression-level'],
    package: values.package,
    scripts: { postinst: values['after-install'], postrm: values['after-remove'] },
    files: positionals.map(readFile),
  };
}

function isCompression(name: string): name is keyof typeof compressions {
  return Object.hasOwn(compressions, name);
}

/** `from=/to`; a trailing slash on a directory means its contents. */
function readFile(argument: string): DebOrder['files'][number] {
  const [from, to] = argument.split('=');
  if (!from || !to) throw new Error(`${argument} isn't a package file`);
  return { from: from.replace(/\/$/, ''), to };
}

function list(name: string, packages: readonly string[]): readonly string[] {
  return packages.length === 0 ? [] : [`${name}: ${packages.join(', ')}`];
}

/** deb-control(5). The lines of a long description begin with a space. */
export function controlFile(order: DebOrder, installedKiB: number): string {
  const [synopsis = '', ...more] = order.description.split('\n');
  const lines = [
    `Package: ${order.name}`,
    `Version: ${order.version}`,
    `Section: ${order.section}`,
    `Priority: ${order.priority}`,
    `Architecture: ${order.architecture}`,
    `Maintainer: ${order.maintainer}`,
    `Installed-Size: ${installedKiB}`,
    ...list('Depends', order.depends),
    ...list('Recommends', order.recommends),
    `Homepage: ${order.url}`,
    `Description: ${synopsis.trim()}`,
    ...more.map((line) => ` ${line.trim() === '' ? '.' : line.trim()}`),
  ];
  return `${lines.join('\n')}\n`;
}
