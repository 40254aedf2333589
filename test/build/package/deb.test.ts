import { expect, it } from 'vitest';
import { controlFile, readDebOrder } from '../../../build/package/deb.ts';

/** How electron-builder 26 calls fpm. */
const call = [
  '-s dir --force -t deb -d libgtk-3-0 -d libnss3 --deb-recommends gnome-keyring',
  '--deb-compression zst --architecture amd64 --after-install /t/in --after-remove /t/out',
  '--version 1.2.3~beta --package /d/x.deb --name latchkey --vendor A --url https://b.invalid/',
  '--category devel --deb-priority optional --license Apache-2.0',
]
  .join(' ')
  .split(' ')
  .concat('--description', 'Tokens\n Many words\n\nMore', '--maintainer', 'A <a@b.invalid>')
  .concat('/d/linux-unpacked/=/opt/Latchkey Trial', '/i/16.png=/usr/share/16.png');

it('accepts the arguments that electron-builder passes to fpm', () => {
  expect(readDebOrder(call)).toMatchObject({
    name: 'latchkey',
    package: '/d/x.deb',
    compression: 'zstd',
    level: '6',
    scripts: { postinst: '/t/in', postrm: '/t/out' },
    files: [
      { from: '/d/linux-unpacked', to: '/opt/Latchkey Trial' },
      { from: '/i/16.png', to: '/usr/share/16.png' },
    ],
  });
});

it('writes a control file that dpkg accepts', () => {
  expect(controlFile(readDebOrder(call), 1234)).toBe(`Package: latchkey
Version: 1.2.3~beta
Section: devel
Priority: optional
Architecture: amd64
Maintainer: A <a@b.invalid>
Installed-Size: 1234
Depends: libgtk-3-0, libnss3
Recommends: gnome-keyring
Homepage: https://b.invalid/
Description: Tokens
 Many words
 .
 More
`);
});

it('refuses arguments it doesn’t know instead of building half a package', () => {
  expect(() => readDebOrder([...call, '--deb-systemd', 'x'])).toThrow('deb-systemd');
  expect(() => readDebOrder(call.with(4, 'rpm'))).toThrow('only a deb');
  expect(() => readDebOrder(call.with(call.indexOf('zst'), 'lzma'))).toThrow(
    'unknown compression lzma',
  );
  expect(() => readDebOrder([...call, 'nowhere'])).toThrow('nowhere');
});
