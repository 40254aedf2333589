// First of all: where a test lets the stack overflow, Node would keep a module of its own half loaded.
import 'node:https';
import { relative, sep } from 'node:path';
import { beforeEach } from 'vitest';
import { projectRoot } from '../../build/runtime/project.ts';
import { reasonToSkip } from './systems.ts';

beforeEach(({ task, skip }) => {
  const file = relative(projectRoot, task.file.filepath).split(sep).join('/');
  const reason = reasonToSkip(file);
  if (reason !== undefined) skip(reason);
});
