import { expect, it } from 'vitest';
import { type Kernel, sandboxAdvice } from '../../../build/runtime/user-namespaces.ts';

const program = '/home/ann/latchkey/node_modules/electron/dist/electron';
const kernel = (
  settings: Readonly<Record<string, string>>,
  more: Partial<Kernel> = {},
): Kernel => ({
  setting: (name) => settings[name],
  profiles: () => [],
  hasHelper: () => false,
  isRoot: false,
  ...more,
});
const restricted = { 'kernel/apparmor_restrict_unprivileged_userns': '1' };

it('gives the AppArmor profile for this program where only known programs get a sandbox', () => {
  const advice = sandboxAdvice(program, kernel(restricted));
  expect(advice).toContain(`profile latchkey-checkout "${program}" flags=(unconfined) { userns, }`);
  expect(advice).toContain('sudo apparmor_parser -r /etc/apparmor.d/latchkey-checkout');
});

it('gives the switch where namespaces are off', () => {
  expect(sandboxAdvice(program, kernel({ 'kernel/unprivileged_userns_clone': '0' }))).toContain(
    'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  );
  expect(sandboxAdvice(program, kernel({ 'user/max_user_namespaces': '0' }))).toContain(
    'sudo sysctl -w user.max_user_namespaces=',
  );
});

it.each<readonly [string, Kernel]>([
  ['where nothing is restricted', kernel({ 'user/max_user_namespaces': '96365' })],
  ['with the profile', kernel(restricted, { profiles: () => [`profile x "${program}" {}`] })],
  ['with a setuid helper', kernel(restricted, { hasHelper: () => true })],
  ['as root, who has no sandbox', kernel(restricted, { isRoot: true })],
])('says nothing %s', (_where, system) => {
  expect(sandboxAdvice(program, system)).toBeUndefined();
});
