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
  say(`The tag is ${tag}, and package.json has version ${version}.`);
  process.exitCode = 1;
} else if (notes === undefined) {
  say(`CHANGELOG.md says nothing of ${version}.`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${notes}\n`);
}
