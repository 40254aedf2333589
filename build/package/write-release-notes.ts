import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, say } from '../runtime/project.ts';
import { readChangelog, releaseNotes } from './release-notes.ts';

// node build/package/write-release-notes.ts v1.2.3: prints the notes of that version.
// The released version must match that of the packages.
const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const [tag = `v${version}`] = process.argv.slice(2);
const notes = releaseNotes(readChangelog(), version);
if (tag !== `v${version}`) {
  say(`The tag is ${tag}, but the version in package.json is ${version}.`);
  process.exitCode = 1;
} else if (notes === undefined) {
  say(`CHANGELOG.md has no entry for ${version}.`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${notes}\n`);
}
