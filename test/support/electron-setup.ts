import { registerHooks } from 'node:module';

const double = new URL('ipc-main.ts', import.meta.url).href;

// Outside Electron, its package is only the path of the program.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
});
