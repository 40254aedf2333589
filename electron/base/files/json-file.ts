import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { saveNow } from '../disk/save-now.ts';
import { log } from '../log/log.ts';

/**
 * A small file in which the window remembers things. If it is missing, truncated or edited by hand,
 * reading gives the schema's defaults: it must never prevent a start.
 */
export function jsonFile<S extends z.ZodType>(path: string, schema: S) {
  function read(): unknown {
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      return {};
    }
  }
  return {
    read(): z.output<S> {
      const parsed = schema.safeParse(read());
      return parsed.success ? parsed.data : schema.parse({});
    },
    /** Best effort: on a full or read-only disk nothing is remembered. */
    write(value: z.output<S>): void {
      try {
        saveNow(path, JSON.stringify(value, null, 2));
      } catch {
        log('latchkey', `Can’t write ${basename(path)}`);
      }
    },
  };
}
