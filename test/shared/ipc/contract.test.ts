import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { channels, contract } from '../../../shared/ipc/contract.ts';

/** The names of all properties in an answer, at any depth. */
function propertyNames(schema: z.ZodType): string[] {
  const names: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const part of node) walk(part);
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') names.push(...Object.keys(Object(value)));
        walk(value);
      }
    }
  };
  walk(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
  return names;
}

describe('no answer but one carries a secret', { tags: 'secrets/masks' }, () => {
  const secretName = /secret|jwt|accesstoken|private|password|passphrase|sealed|^value$|^d$/i;

  test.each(channels.filter((channel) => channel !== 'secret:reveal'))('%s', (channel) => {
    const names = propertyNames(contract[channel].output);
    expect(names.filter((name) => secretName.test(name))).toEqual([]);
  });

  test('secret:reveal gives one value and nothing else', () => {
    expect(propertyNames(contract['secret:reveal'].output)).toEqual(['value']);
  });

  test('the walk finds what is nested', () => {
    const nested = z.object({ list: z.array(z.object({ accessToken: z.string() })).nullable() });
    expect(propertyNames(nested)).toEqual(['list', 'accessToken']);
  });
});

describe('inputs', () => {
  const strict = channels.filter(
    // A patch of looks; drafts are whatever the forms are.
    (channel) => channel !== 'preferences:set' && channel !== 'drafts:keep',
  );

  test.each(strict)('%s refuses members that it does not know', (channel) => {
    expect(contract[channel].input.safeParse({ unknown: 1 }).success).toBe(false);
  });

  test('a patch of preferences drops what it does not know', () => {
    expect(contract['preferences:set'].input.parse({ unknown: 1 })).toEqual({});
  });

  test.each(channels)('%s refuses what is no object', (channel) => {
    for (const input of [null, undefined, 'x', 1, [], () => {}]) {
      expect(contract[channel].input.safeParse(input).success).toBe(false);
    }
  });
});

test('a call reads or changes; what it does not say, nobody can keep up with', () => {
  const silent = channels.filter(
    (channel) => !('reads' in contract[channel]) && !('changes' in contract[channel]),
  );
  // Reading files and forgetting them again changes no answer.
  // Drafts are the page's own words, handed to the program for a while.
  // What was asked for from outside is given once, by an event of its own.
  expect(silent).toEqual([
    'program:take-opening',
    // It changes nothing here: the browser opens a page.
    'program:open-releases',
    // Nor does the system's file manager.
    'program:open-logs',
    'drafts:get',
    'drafts:keep',
    // It isn't shown: the call that required it is made again.
    'workspace:confirm',
    // Asked once, before a workspace is deleted.
    'workspace:contents',
    // Looking at a backup touches neither it nor the workspace.
    'backup:choose',
    'backup:check',
    'rescue:save-list',
    // The installation isn't shown before it is checked.
    'rescue:diagnose',
    'rescue:save-diagnosis',
    // So does looking at another copy.
    'merge:choose',
    'merge:preview',
    'takeover:choose',
    'takeover:preview',
    'takeover:cancel',
    'api-import:choose',
    'api-import:drop',
    'api-import:cancel',
    'encrypted-export:choose',
    'encrypted-export:cancel',
    // A token never changes, nor does its fingerprint.
    'secret:fingerprint',
    // The page doesn't read the clipboard.
    'gateway:copy',
    // Inspected tokens aren't stored, and a token's content never changes.
    'token:inspect',
    'token:inspect-file',
    'token:compare',
    'signing-key:choose',
    'signing-key:cancel-import',
    // The page gets an event of their own for jobs.
    'activity:verify',
    'job:cancel',
  ]);
});
