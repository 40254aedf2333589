import { expect, it } from 'vitest';
import { controlFile, debArguments } from '../../../build/package/deb.ts';
import { readPackageOrder } from '../../../build/package/order.ts';
import { specFile } from '../../../build/package/rpm.ts';

/** How electron-builder 26 calls fpm. */
const call = [
  '-s dir --force -t deb -d libgtk-3-0 -d libnss3 --deb-recommends gnome-keyring',
  '--deb-compression zst --architecture amd64 --after-install /t/in --after-remove /t/out',
  '--version 1.2.3~beta --package /d/x.deb --name latchkey --vendor A --url https://b.example/',
  '--category devel --deb-priority optional --license Apache-2.0 --conflicts=latchkey-trial',
]
  .join(' ')
  .split(' ')
  .concat('--description', 'Tokens\n Many words\n\nMore', '--maintainer', 'A <a@b.example>')
  .concat('/d/linux-unpacked/=/opt/Latchkey Trial', '/i/16.png=/usr/share/16.png');

it('accepts the arguments that electron-builder passes to fpm', () => {
  expect(readPackageOrder(call)).toMatchObject({
    name: 'latchkey',
    package: '/d/x.deb',
    compression: 'zst',
    level: '6',
    scripts: { installed: '/t/in', removed: '/t/out' },
    files: [
      { from: '/d/linux-unpacked', to: '/opt/Latchkey Trial' },
      { from: '/i/16.png', to: '/usr/share/16.png' },
    ],
  });
});

it('writes a control file that dpkg accepts', () => {
  expect(controlFile(readPackageOrder(call), 1234)).toBe(`Package: latchkey
Version: 1.2.3~beta
Section: devel
Priority: optional
Architecture: amd64
Maintainer: A <a@b.example>
Installed-Size: 1234
Depends: libgtk-3-0, libnss3
Recommends: gnome-keyring
Conflicts: latchkey-trial
Homepage: https://b.example/
Description: Tokens
 Many words
 .
 More
`);
});

it('refuses arguments it doesn’t know instead of building half a package', () => {
  expect(() => readPackageOrder([...call, '--deb-systemd', 'x'])).toThrow('deb-systemd');
  expect(() => readPackageOrder(call.with(4, 'pacman'))).toThrow('only a deb or an rpm');
  expect(() =>
    debArguments(readPackageOrder(call.with(call.indexOf('zst'), 'lzma')), '/r'),
  ).toThrow('unknown compression lzma');
  expect(() => readPackageOrder([...call, 'nowhere'])).toThrow('nowhere');
});

it('writes no address at which nobody can be reached', () => {
  const order = {
    ...readPackageOrder(call),
    maintainer: 'The contributors <latchkey@latchkey.invalid>',
    url: 'https://latchkey.invalid/',
  };
  const files = [
    controlFile(order, 1),
    specFile({ ...order, compression: 'gzip' }, '/r', () => ''),
  ];
  expect(files.join('\n')).not.toContain('.invalid');
  expect(files[0]).toContain('\nMaintainer: The contributors\n');
  expect(files[1]).toContain('\nPackager: The contributors\n');
});

/** How electron-builder 26 calls fpm for an rpm. */
const rpmCall = [
  '-s dir --force -t rpm -d gtk3 --rpm-os linux --rpm-compression xzmt --architecture x86_64',
  '--after-install /t/in --after-remove /t/out --version 1.2.3 --package /d/x.rpm --name latchkey',
  '--vendor A --url https://b.example/ --category devel --license Apache-2.0',
]
  .join(' ')
  .split(' ')
  .concat('-d', '(libXtst or libXtst6)', '--rpm-summary', '100% offline', '--description', 'Many')
  .concat('--maintainer', 'A <a@b.example>', '/d/linux-unpacked/=/opt/Latchkey Trial');

it('writes a spec file: its own dependencies, no macros of ours, nothing stripped', () => {
  const spec = specFile(readPackageOrder(rpmCall), '/root', (path) => `echo 100% ${path}`);
  for (const line of [
    'Summary: 100%% offline',
    'Requires: gtk3',
    'Requires: (libXtst or libXtst6)',
    'AutoReqProv: no',
    '%define _binary_payload w6T0.xzdio',
    '%define __os_install_post %{nil}',
    'echo 100%% /t/in',
    '"/opt/Latchkey Trial"',
  ]) {
    expect(spec.split('\n')).toContain(line);
  }
  expect(() =>
    specFile(readPackageOrder(rpmCall.with(rpmCall.indexOf('xzmt'), 'lzo')), '/', String),
  ).toThrow('unknown compression lzo');
});
