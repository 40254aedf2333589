import type { ElectronApplication } from 'playwright-core';

/** What the main process or the core prints to stderr when our own code fails. */
const failure =
  /^latchkey core:|Uncaught Exception|UnhandledPromiseRejection|A JavaScript error occurred/;

/**
 * Collects unexpected errors from now on: the list grows while the program runs. CSP violations
 * appear as console errors.
 */
export function watchProblems(electron: ElectronApplication): readonly string[] {
  const problems: string[] = [];
  const context = electron.context();
  context.on('weberror', (error) => problems.push(`page: ${String(error.error())}`));
  context.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' || text.includes('Electron Security Warning')) {
      problems.push(`console: ${text} (${message.location().url})`);
    }
  });
  electron.on('window', (page) => page.on('crash', () => problems.push('page: crashed')));
  electron
    .process()
    .stderr?.setEncoding('utf8')
    .on('data', (text: string) => {
      for (const line of text.split('\n')) if (failure.test(line)) problems.push(line);
    });
  return problems;
}
