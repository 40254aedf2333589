import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../runtime/project.ts';

/**
 * The section of CHANGELOG.md for a version, without its heading.
 * Undefined if it is empty: there is no release without notes.
 */
export function releaseNotes(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === version);
  const notes = section?.slice(section.indexOf('\n')).trim();
  return notes === '' ? undefined : notes;
}

/** The versions in the changelog, newest first. */
export function changelogVersions(changelog: string): readonly string[] {
  return [...changelog.matchAll(/^## (.+)$/gm)].map(([, version = '']) => version.trim());
}

export function readChangelog(root = projectRoot): string {
  return readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
}
