import { say } from '../runtime/project.ts';
import { findFaults, readSources } from './find-faults.ts';

const faults = findFaults(readSources());
for (const fault of faults) say(fault);
if (faults.length > 0) process.exit(1);
