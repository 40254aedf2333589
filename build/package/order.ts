import { parseArgs } from 'node:util';

const one = { type: 'string', default: '' } as const;
const many = { type: 'string', multiple: true, default: [] as string[] } as const;
const kinds = ['deb', 'rpm'] as const;

/** What electron-builder passes to fpm to build a deb or an rpm. */
export interface PackageOrder {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly url: string;
  readonly license: string;
  readonly section: string;
  readonly priority: string;
  /** One line. Only an rpm has it apart from its description. */
  readonly summary: string;
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly conflicts: readonly string[];
  /** As fpm calls it, such as `gz` or `xzmt`. */
  readonly compression: string;
  readonly level: string;
  /** Path of the package to make. */
  readonly package: string;
  /** Run after installing and after removing: paths of shell scripts. */
  readonly scripts: Readonly<Record<'installed' | 'removed', string>>;
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

/** Reads fpm's arguments. Throws on an unknown one: ignoring it could break the package. */
export function readPackageOrder(args: readonly string[]): PackageOrder {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      input: { ...one, short: 's' },
      output: { ...one, short: 't' },
      force: { type: 'boolean' },
      depends: { ...many, short: 'd' },
      conflicts: many,
      'deb-recommends': many,
      'deb-compression': one,
      'deb-compression-level': { ...one, default: '6' },
      'deb-priority': one,
      'rpm-os': one,
      'rpm-compression': one,
      'rpm-compression-level': { ...one, default: '6' },
      'rpm-summary': one,
      'rpm-tag': many,
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
  const kind = kinds.find((name) => name === values.output);
  if (values.input !== 'dir' || kind === undefined)
    throw new Error('only a deb or an rpm can be built from files');
  return {
    kind,
    name: values.name,
    version: values.version,
    architecture: values.architecture,
    maintainer: values.maintainer,
    vendor: values.vendor,
    url: values.url,
    license: values.license,
    section: values.category,
    priority: values['deb-priority'],
    summary: values['rpm-summary'],
    description: values.description,
    depends: values.depends,
    recommends: [...values['deb-recommends'], ...values['rpm-tag'].map(recommended)],
    conflicts: values.conflicts,
    compression: values[`${kind}-compression`],
    level: values[`${kind}-compression-level`],
    package: values.package,
    scripts: { installed: values['after-install'], removed: values['after-remove'] },
    files: positionals.map(readFile),
  };
}

/** fpm has no option for what an rpm recommends, only for a line of the spec file. */
function recommended(tag: string): string {
  const [, name] = /^Recommends: (.+)$/.exec(tag) ?? [];
  if (name === undefined) throw new Error(`unknown tag ${tag}`);
  return name;
}

/** `from=/to`; a trailing slash on a directory means its contents. */
function readFile(argument: string): PackageOrder['files'][number] {
  const [from, to] = argument.split('=');
  if (!from || !to) throw new Error(`${argument} isn't a package file`);
  return { from: from.replace(/\/$/, ''), to };
}

/** RFC 2606: nobody can be reached there. It is the default where no address is set. */
const isReal = (address: string): boolean => !/\.invalid\b/.test(address);

/** The maintainer's name, without an address at which nobody can be reached. */
export function maintainerOf({ maintainer }: Pick<PackageOrder, 'maintainer'>): string {
  return isReal(maintainer) ? maintainer : maintainer.replace(/ <.*>$/, '');
}

/** The address of the project, or undefined if none is set. */
export function homepageOf({ url }: Pick<PackageOrder, 'url'>): string | undefined {
  return url !== '' && isReal(url) ? url : undefined;
}
