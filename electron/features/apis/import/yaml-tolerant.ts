import {
  FAILSAFE_SCHEMA,
  type LoadOptions,
  loadAll,
  type State,
  Type,
  YAMLException,
} from 'js-yaml';
import { err, type Result } from '../../../../shared/result.ts';
import type { DocumentLimits } from './limits.ts';
import { unclosedText, type YamlFault } from './yaml-fault.ts';
import { mergeAndWeigh, mergeMark } from './yaml-merge.ts';

const nulls = new Set<unknown>(['', '~', 'null', 'Null', 'NULL']);
const booleans = new Map<unknown, boolean>([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);

/**
 * The core schema of YAML 1.2, except that numbers stay as written: `version: 1.10` isn't 1.1. Tags
 * only create plain data.
 */
const schema = FAILSAFE_SCHEMA.extend({
  implicit: [
    new Type('tag:yaml.org,2002:null', {
      kind: 'scalar',
      resolve: (text: unknown) => text === null || nulls.has(text),
      construct: () => null,
    }),
    new Type('tag:yaml.org,2002:bool', {
      kind: 'scalar',
      resolve: (text: unknown) => booleans.has(text),
      construct: (text: unknown) => booleans.get(text),
    }),
    new Type('tag:latchkey,merge', {
      kind: 'scalar',
      resolve: (text: unknown) => text === '<<',
      construct: () => mergeMark,
    }),
  ],
  explicit: (['scalar', 'sequence', 'mapping'] as const).map(
    (kind) =>
      new Type('', {
        kind,
        multi: true,
        construct: (data: unknown) =>
          data ?? (kind === 'mapping' ? {} : kind === 'scalar' ? '' : []),
      }),
  ),
});

/** The parser reads a value up to four times before it knows its type. */
const looksPerValue = 4;
/** Real files with the longest descriptions have about three lines per value. */
const linesPerValue = 10;

/** The parser's state has more members than its type declares. */
type ParserState = State & { readonly depth: number };

/**
 * The value of a YAML text as libyaml, and so most tools that write OpenAPI files, understand it: a
 * quoted text or a flow collection may continue at its key's indentation, or left of it, which YAML
 * 1.2 section 6.1 forbids. Empty extra documents are ignored.
 *
 * Work is limited by counting, not by time, so that the result is the same on every machine.
 */
export function readTolerantly(text: string, limits: DocumentLimits): Result<unknown, YamlFault> {
  const beginnings: number[] = [];
  let looks = 0;
  try {
    const documents = loadAll(text, null, {
      schema,
      // Above the nesting limit, because the document and detecting a value's type are levels too.
      maxDepth: limits.depth + 3,
      listener: (event, state) => {
        if (event === 'close') return;
        looks += 1;
        if (looks > looksPerValue * limits.values || state.line > linesPerValue * limits.values) {
          throw new TooMuch();
        }
        if ((state as ParserState).depth === 1) beginnings.push(state.position);
      },
    } as LoadOptions);
    const places = beginnings.filter((_, place) => (documents[place] ?? null) !== null);
    const [document = null, ...others] = documents.filter((value) => (value ?? null) !== null);
    if (others.length > 0) return err(severalDocuments(text, places[1] ?? 0));
    return mergeAndWeigh(document, limits);
  } catch (error) {
    if (error instanceof TooMuch) return err({ code: 'import/too-many-values' });
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason.startsWith('nesting exceeded')) return err({ code: 'import/too-deep' });
    return err(faultOf(text, error));
  }
}

class TooMuch extends Error {}

function severalDocuments(text: string, offset: number): YamlFault {
  return {
    code: 'import/not-yaml-or-json',
    reason: 'MULTIPLE_DOCS',
    message: 'several documents',
    // Where its line of dashes is.
    offset: text.lastIndexOf('\n---', offset) + 1,
  };
}

function faultOf(text: string, { reason, mark }: YAMLException): YamlFault {
  const offset = mark.position + (text.startsWith('\ufeff') ? 1 : 0);
  const fault = {
    code: 'import/not-yaml-or-json',
    reason: 'SYNTAX',
    message: reason,
    offset,
  } as const;
  return unclosedText(text, fault) ?? fault;
}
