import { app } from 'electron';
import { type PolicyPlace, testPlace } from '../base/policy/read-policy.ts';

/** The policy that tests in a window name in `LATCHKEY_TEST_POLICY`; a package ignores it. */
export function testPolicy(): { readonly policy?: PolicyPlace } {
  return app.isPackaged ? {} : testPlace(process.env);
}
