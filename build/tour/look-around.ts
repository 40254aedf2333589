import { join } from 'node:path';
import { until } from '../drive/program.ts';
import { dismissToasts, open } from '../drive/screens.ts';
import type { Tour } from './job.ts';

const gatewayFiles = [
  ['Export JWKS', 'jwks.json'],
  ['Export certificate', 'certificate.pem'],
  ['Export revocation list', 'revocations.txt'],
] as const;

/** The gateway files, the other pages, and all pages in the dark theme and at other sizes. */
export async function lookAround(tour: Tour): Promise<void> {
  const { program, steps, shot, exports } = tour;
  const { page } = program;

  await steps.must('Gateways says that one revoked token hasn’t expired yet', async () => {
    await open(page, 'Gateways');
    await page.getByText(/1 revoked token hasn’t expired yet/).waitFor();
    await shot('gateways');
  });
  for (const [name, file] of gatewayFiles) {
    await steps.must(`${name} writes ${file}`, async () => {
      const path = join(exports, file);
      await program.answerSave(path);
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByText(path).waitFor();
    });
  }
  await shot('gateway-files');
  await steps.must('HAProxy’s page exports its files', async () => {
    await page.getByRole('option', { name: /^HAProxy/ }).click();
    await shot('gateway-engine');
    const path = join(exports, 'haproxy.cfg');
    await program.answerSave(path);
    await page.getByRole('button', { name: 'Export 4 files', exact: true }).click();
    await page.getByText(path).waitFor();
  });
  await dismissToasts(page);

  await steps.must('Home shows what expires when', async () => {
    await open(page, 'Home');
    await page.getByRole('heading', { name: 'What expires when' }).waitFor();
    await shot('home');
  });
  await steps.must('Tokens lists both, and can filter for those that never expire', async () => {
    await open(page, 'Tokens');
    const rows = page.getByRole('grid', { name: 'Tokens' }).getByRole('rowheader');
    await rows.nth(1).waitFor();
    await shot('tokens');
    await page.getByText('Never expires', { exact: true }).first().click();
    await rows.nth(1).waitFor({ state: 'detached' });
    await rows.waitFor();
    await shot('never-expiring-tokens');
  });
  await steps.must('Activity lists what was done', async () => {
    await open(page, 'Activity');
    await page.getByText('Token re-generated').waitFor();
    await shot('activity');
  });
  await steps.must('the command palette finds the application', async () => {
    await program.chooseMenu('Command palette…');
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    await page.keyboard.type('petshop');
    await shot('command-palette');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor({ state: 'hidden' });
  });
  await steps.must('Settings switches to dark mode', async () => {
    await open(page, 'Settings');
    await shot('settings');
    await page.getByText('Dark', { exact: true }).click();
    await until(page, `document.documentElement.dataset.theme === 'dark'`);
    await shot('settings-dark');
  });
  await steps.must('every page in dark mode and at 900 × 600', async () => {
    await open(page, 'Home');
    await shot('home-dark');
    for (const name of ['Applications', 'APIs', 'Tokens', 'Gateways', 'Activity']) {
      await open(page, name);
      await shot(`${name.toLowerCase()}-dark`);
    }
    await program.resize(900, 600);
    for (const name of ['Applications', 'APIs', 'Tokens', 'Gateways', 'Activity', 'Settings']) {
      await open(page, name);
      await shot(`${name.toLowerCase()}-small`);
    }
  });
}
