import { say } from '../runtime/project.ts';
import { findFaults, readImports } from './find-faults.ts';

const faults = findFaults(readImports());
for (const fault of faults) say(fault);
if (faults.length > 0) process.exit(1);
