import { z } from 'zod';
import { openFaultCore } from './fault-core.ts';
import { promises } from './promises.ts';

/** The process in which the fault happens: does the work of one promise. */
const { FAULT_PROMISE, FAULT_HOME, FAULT_ELSEWHERE } = z
  .object({
    FAULT_PROMISE: z.coerce.number(),
    FAULT_HOME: z.string(),
    FAULT_ELSEWHERE: z.string(),
  })
  .parse(process.env);

const promised = promises[FAULT_PROMISE];
if (promised === undefined) throw new Error('There is no such promise');
const core = openFaultCore(FAULT_HOME);
try {
  await promised.work(core, { home: FAULT_HOME, elsewhere: FAULT_ELSEWHERE });
} finally {
  await core.core.close();
}
