/**
 * Loaded into a program that is driven (`electron -r`): nothing becomes ready, so no window is
 * created, until Playwright is attached and calls `__playwright_run`. Attached just as a window is
 * created, Playwright waits for an answer forever (microsoft/playwright#29386). Its own loader does
 * the same, but also changes Chromium's switches, and the tests are about the program as it is.
 */
const { app } = require('electron');

// The program looks for what was typed behind its name.
process.argv.splice(process.argv.indexOf(__filename) - 1, 2);

const ready = app.whenReady();
const emit = app.emit.bind(app);
const attached = Promise.withResolvers();
let isReady = false;
let given;

app.emit = (event, ...args) => {
  if (event !== 'ready') return emit(event, ...args);
  given = args;
  return true;
};
app.isReady = () => isReady;
app.whenReady = () => attached.promise;

// oxlint-disable-next-line no-underscore-dangle -- Playwright calls it by this name
globalThis.__playwright_run = async () => {
  await ready;
  isReady = true;
  attached.resolve();
  emit('ready', ...given);
};
