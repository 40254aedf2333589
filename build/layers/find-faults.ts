import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';
import { projectRoot } from '../runtime/project.ts';
import { features, folders, layers } from './layers.ts';

/** What each file imports; paths are relative to the project root, with `/`. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads the imports of the program's own sources, without tests and build scripts. */
export function readImports(): ImportGraph {
  const paths = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: projectRoot });
  return new Map(
    paths.map((found) => {
      const path = found.replaceAll('\\', '/');
      return [path, importsOf(path, readFileSync(join(projectRoot, path), 'utf8'))];
    }),
  );
}

interface Import {
  readonly from: string;
  readonly to: string;
}

/**
 * Every import that the layers or the table of features forbid, every folder outside the layers,
 * every unused permission and every cycle between folders: one line each.
 */
export function findFaults(graph: ImportGraph): readonly string[] {
  const imports = [...graph].flatMap(([from, imported]) => imported.map((to) => ({ from, to })));
  return [
    ...[...graph.keys()].filter((path) => layerOf(path) === undefined).map(withoutLayer),
    ...imports.flatMap(refuse),
    ...unusedPermissions(imports),
    ...cycles(imports),
  ];
}

const withoutLayer = (path: string): string =>
  `${path} isn't in any layer of build/layers/layers.ts`;

/** The project files that a file imports, including type and lazy imports. */
export function importsOf(path: string, text: string): string[] {
  const { module, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      text.slice(start, end).replaceAll(/^['"`]|['"`]$/g, ''),
    ),
  ];
  return specifiers
    .filter((specifier) => /^\..*\.(?:tsx?|css)$/.test(specifier))
    .map((specifier) => posix.join(posix.dirname(path), specifier));
}

/** The longest layer name that is a prefix of the path. */
function layerOf(path: string): string | undefined {
  return layers
    .flat()
    .filter((layer) => path === layer || path.startsWith(`${layer}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

function featureOf(path: string): { readonly side: string; readonly name: string } | undefined {
  const side = Object.keys(features).find((folder) => path.startsWith(`${folder}/`));
  if (side === undefined) return undefined;
  return { side, name: path.slice(side.length + 1).split('/')[0] ?? '' };
}

function refuse({ from, to }: Import): string[] {
  const [importer, imported] = [layerOf(from), layerOf(to)];
  if (importer === undefined) return [];
  const isBelow = layers.some((line: readonly string[]) => {
    const at = line.indexOf(imported ?? '');
    return at !== -1 && at < line.indexOf(importer);
  });
  if (importer !== imported) return isBelow ? [] : [`${from} may not import ${to}: a layer above`];
  const [a, b] = [featureOf(from), featureOf(to)];
  if (a === undefined || b === undefined || a.name === b.name) return [];
  const allowed = features[a.side]?.[a.name] ?? [];
  return allowed.includes(b.name) ? [] : [`${from} may not import ${to}: not in the table`];
}

function unusedPermissions(imports: readonly Import[]): string[] {
  const used = new Set(
    imports.map(({ from, to }) => `${featureOf(from)?.name} ${featureOf(to)?.name} ${layerOf(to)}`),
  );
  return Object.entries(features).flatMap(([side, table]) =>
    Object.entries(table).flatMap(([name, allowed]) =>
      allowed
        .filter((other) => !used.has(`${name} ${other} ${side}`))
        .map((other) => `${side}: ${name} may import ${other}, and does not`),
    ),
  );
}

/** The layer of a file, or its folder within the layer where folders count separately. */
function folderOf(path: string): string {
  const parent = folders.find((folder) => path.startsWith(`${folder}/`));
  if (parent === undefined) return layerOf(path) ?? posix.dirname(path);
  return `${parent}/${path.slice(parent.length + 1).split('/')[0]}`;
}

/** Each group of folders that reach each other (a strongly connected component of two or more). */
function cycles(imports: readonly Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [folderOf(from), folderOf(to)];
    if (a !== b) next.set(a, (next.get(a) ?? new Set()).add(b));
  }
  const reach = new Map([...next.keys()].map((folder) => [folder, reachable(folder, next)]));
  const groups = [...reach].flatMap(([folder, reached]) =>
    reached.has(folder)
      ? [
          [...reached]
            .filter((other) => reach.get(other)?.has(folder))
            .toSorted()
            .join(', '),
        ]
      : [],
  );
  return [...new Set(groups)].map((group) => `cycle: ${group}`);
}

function reachable(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (reached.has(folder)) continue;
    reached.add(folder);
    open.push(...(next.get(folder) ?? []));
  }
  return reached;
}
