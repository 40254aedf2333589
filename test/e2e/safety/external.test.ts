import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTarget } from '../../support/target.ts';

/** Replaces the desktop's opener on Linux and records what it was asked to open. */
const place = mkdtempSync(join(tmpdir(), 'latchkey-opener-'));
const list = join(place, 'opened');
const opener = join(place, 'xdg-open');
writeFileSync(opener, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${list}'\n`);
chmodSync(opener, 0o755);
const opened = (): string => (existsSync(list) ? readFileSync(list, 'utf8') : '');

const { page, electron, attack, close } = await openTarget({
  PATH: `${place}${delimiter}${process.env['PATH'] ?? ''}`,
});
afterAll(async () => {
  await close();
  rmSync(place, { recursive: true });
});

const EVIL = 'https://evil.example/';

describe.runIf(process.platform === 'linux')(
  'the desktop is asked to open nothing',
  {
    tags: 'window/external',
  },
  () => {
    it.each([`'${EVIL}'`, `{ url: '${EVIL}' }`, `{ releases: '${EVIL}' }`, `['${EVIL}']`])(
      'not by a call that contains an address: %s',
      async (input) => {
        const answer = await page.evaluate(`latchkey.call('preferences:set', { offerUpdates: true })
        .then(() => latchkey.call('program:open-releases', ${input}))`);
        expect(answer).toMatchObject({ ok: false, error: { code: 'call/bad-input' } });
        expect(opened()).toBe('');
      },
    );

    it('not by the call itself, if the package names no address', async () => {
      const answer = await page.evaluate(`latchkey.call('preferences:set', { offerUpdates: true })
      .then(() => latchkey.call('program:open-releases', {}))`);
      expect(answer).toEqual({ ok: true, value: false });
      expect(opened()).toBe('');
    });

    const targets = [
      EVIL,
      'https://latchkey.invalid@evil.example/',
      'mailto:a@evil.example',
      'smb://evil.example/share',
      'file:///etc/passwd',
      'evil-scheme:x',
    ];
    it.each(targets)('by a way to %s', async (target) => {
      await attack(`location.href = '${target}'`);
      await attack(`open('${target}')`);
      await attack(`open('${target}', '_top')`);
      await attack(
        `document.body.append(Object.assign(document.createElement('iframe'), { src: '${target}' }))`,
      );
      await attack(
        `const a = Object.assign(document.createElement('a'), { href: '${target}', target: '_blank' }); document.body.append(a); a.click();`,
      );
      expect(opened()).toBe('');
    });

    it('is reported, as a control', async () => {
      await electron.evaluate(({ shell }, url) => shell.openExternal(url), EVIL);
      await expect.poll(opened, { timeout: 10_000 }).toBe(`${EVIL}\n`);
    });
  },
);
