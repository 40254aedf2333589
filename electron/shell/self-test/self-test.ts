import { t } from '../../../shared/words/words.ts';
import { checkAsarIntegrity, checkDeveloperTools, checkFiles, checkFuses } from './package.ts';
import type { Answer, Finding, Subject } from './subject.ts';
import { checkPolicy, checkSandbox } from './window.ts';
import {
  exportToken,
  type IssuedToken,
  issueToken,
  openWorkspace,
  verifyToken,
} from './workspace.ts';

/** More than the slowest machine needs, less than anyone would wait. */
const TIMEOUT_MS = 60_000;

/** Runs all checks, one after another; a failed check doesn't stop the rest. */
export async function selfTest(subject: Subject): Promise<readonly Finding[]> {
  let token: IssuedToken | undefined;
  const issued = (): IssuedToken => {
    if (token === undefined) throw new Error(t('selfTest.noToken'));
    return token;
  };
  const checks: readonly (readonly [string, () => Promise<Answer> | Answer])[] = [
    [t('selfTest.checks.workspace'), () => openWorkspace(subject)],
    [
      t('selfTest.checks.keys'),
      async () => {
        token = await issueToken(subject);
        return t('selfTest.keysGenerated');
      },
    ],
    [t('selfTest.checks.token'), () => verifyToken(subject, issued())],
    [t('selfTest.checks.export'), () => exportToken(subject, issued())],
    [t('selfTest.checks.policy'), () => checkPolicy(subject)],
    [t('selfTest.checks.sandbox'), () => checkSandbox(subject)],
    [t('selfTest.checks.developerTools'), () => checkDeveloperTools(subject)],
    [t('selfTest.checks.fuses'), () => checkFuses(subject)],
    [t('selfTest.checks.files'), () => checkFiles(subject)],
    [t('selfTest.checks.asarIntegrity'), () => checkAsarIntegrity(subject)],
  ];
  const findings: Finding[] = [];
  for (const [name, check] of checks) findings.push(await find(name, check));
  return findings;
}

async function find(name: string, check: () => Promise<Answer> | Answer): Promise<Finding> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(t('selfTest.noAnswer'))), TIMEOUT_MS);
  try {
    const answer = await Promise.race([check(), tooLate]);
    return typeof answer === 'string'
      ? { name, outcome: 'passed', detail: answer }
      : { name, outcome: 'not here', detail: answer.notHere };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, outcome: 'failed', detail: detail.replaceAll(/\s+/g, ' ').slice(0, 500) };
  } finally {
    clearTimeout(timer);
  }
}

const marks = { passed: 'ok  ', failed: 'FAIL', 'not here': '-   ' } as const;

/** One line per finding, and a summary on the last. */
export function reportOf(program: string, findings: readonly Finding[]): string {
  const lines = findings.map(({ name, outcome, detail }) => `${marks[outcome]} ${name}: ${detail}`);
  const count = (outcome: Finding['outcome']): number =>
    findings.filter((finding) => finding.outcome === outcome).length;
  const failed = count('failed');
  const sum =
    failed === 0
      ? t('selfTest.allPassed', { count: count('passed') })
      : t('selfTest.someFailed', { count: failed, all: findings.length });
  return `${[...lines, `${program}: ${sum}`].join('\n')}\n`;
}
