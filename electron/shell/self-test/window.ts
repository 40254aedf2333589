import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { t } from '../../../shared/words/words.ts';
import type { Answer, Subject } from './subject.ts';

/**
 * Tries what the policy forbids and returns the reported violations: each contains the policy that
 * Chromium enforces, which proves more than the header that was sent.
 */
const provokeViolations = `new Promise((resolve) => {
  const seen = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective, originalPolicy }) => {
    seen.push({ effectiveDirective, originalPolicy });
  });
  const script = document.createElement('script');
  script.textContent = 'globalThis.ranInline = true';
  document.head.append(script);
  const style = document.createElement('style');
  style.textContent = 'body { color: red }';
  document.head.append(style);
  const image = new Image();
  image.src = 'https://latchkey.invalid/picture.png';
  let compiled = true;
  try { new Function('return 1')(); } catch { compiled = false; }
  fetch('https://latchkey.invalid/').catch(() => undefined).finally(() => setTimeout(() => {
    script.remove();
    style.remove();
    resolve({ seen, compiled, ranInline: globalThis.ranInline === true });
  }, 50));
})`;

const violationsSchema = z.object({
  seen: z.array(z.object({ effectiveDirective: z.string(), originalPolicy: z.string() })),
  compiled: z.boolean(),
  ranInline: z.boolean(),
});

const MUST_STOP = ['script-src-elem', 'style-src-elem', 'img-src', 'connect-src'] as const;

export async function checkPolicy({ page, contentSecurityPolicy }: Subject): Promise<Answer> {
  const { seen, compiled, ranInline } = violationsSchema.parse(await page(provokeViolations));
  if (ranInline) throw new Error(t('selfTest.scriptRan'));
  if (compiled) throw new Error(t('selfTest.codeCompiled'));
  const missed = MUST_STOP.filter(
    (directive) => !seen.some(({ effectiveDirective }) => effectiveDirective === directive),
  );
  if (missed.length > 0) throw new Error(t('selfTest.notBlocked', { names: missed.join(', ') }));
  const policy = seen[0]?.originalPolicy ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  if (nonce.length < 22) throw new Error(t('selfTest.shortNonce'));
  if (policy !== contentSecurityPolicy(nonce))
    throw new Error(t('selfTest.otherPolicy', { policy }));
  return t('selfTest.policyInForce');
}

const lookAround = `({
  names: ['process', 'require', 'module', 'Buffer', 'global', 'electron']
    .filter((name) => name in globalThis),
  bridge: Object.keys(window.latchkey).sort().join(),
  frozen: Object.isFrozen(window.latchkey),
})`;

const aroundSchema = z.object({
  names: z.array(z.string()),
  bridge: z.string(),
  frozen: z.boolean(),
});

export async function checkSandbox(subject: Subject): Promise<Answer> {
  const { page, platform, pageProcessId, noSandbox } = subject;
  const { names, bridge, frozen } = aroundSchema.parse(await page(lookAround));
  if (names.length > 0) throw new Error(t('selfTest.pageReaches', { names: names.join(', ') }));
  if (bridge !== 'call,on' || !frozen) throw new Error(t('selfTest.bridge', { bridge }));
  if (noSandbox !== null) return { notHere: t('selfTest.noNodeBut', { reason: noSandbox }) };
  if (platform !== 'linux') return t('selfTest.noNode');
  // As reported by the kernel: 2 means that a system call filter is active.
  const status = await readFile(`/proc/${pageProcessId}/status`, 'latin1');
  if (!/^Seccomp:\s*2$/m.test(status)) throw new Error(t('selfTest.noSeccomp'));
  return t('selfTest.seccomp');
}
