import { say } from '../runtime/project.ts';
import { findFaults } from './find-faults.ts';
import { readSources } from './read-sources.ts';

const faults = findFaults(readSources());
for (const fault of faults) say(fault);
if (faults.length > 0) process.exit(1);
