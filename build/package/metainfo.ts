import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../runtime/project.ts';

const NAME = 'org.latchkey.latchkey.metainfo.xml';

/** Pictures for software stores: files of docs/pictures, the first one is shown in lists. */
export const pictures = [
  {
    file: 'production-keys.png',
    caption: 'The access token of an application, its status and validity',
  },
  { file: 'apis.png', caption: 'APIs imported from OpenAPI files, with their scopes' },
] as const;

/**
 * The description for software stores, with the addresses of the project. Stores load pictures from
 * the web, so there are none without an address.
 *
 * @param address of the repository, such as `https://github.com/owner/name`.
 */
export function metainfo(template: string, version: string, address: string | undefined): string {
  if (address === undefined) return template;
  const screenshots = pictures.map(
    ({ file, caption }, place) =>
      `    <screenshot${place === 0 ? ' type="default"' : ''}>
      <caption>${caption}</caption>
      <image>${address}/raw/v${version}/docs/pictures/${file}</image>
    </screenshot>\n`,
  );
  const added = `  <url type="homepage">${address}</url>
  <url type="bugtracker">${address}/issues</url>
  <url type="vcs-browser">${address}</url>
  <screenshots>
${screenshots.join('')}  </screenshots>
`;
  const place = template.indexOf('  <categories>');
  if (place === -1) throw new Error(`${NAME} has no categories`);
  return template.slice(0, place) + added + template.slice(place);
}

export function readMetainfo(root = projectRoot): string {
  return readFileSync(join(root, 'build/linux', NAME), 'utf8');
}

/** Writes it where electron-builder.yml takes it from. */
export function writeMetainfo(version: string, address: string | undefined): void {
  const folder = join(projectRoot, 'out/metainfo');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, NAME), metainfo(readMetainfo(), version, address));
}
