import { load } from 'js-yaml';
import type { ErrorCode } from '../../../../shared/errors.ts';

/** Why a text isn't valid YAML, before it is known where in lines and columns. */
export interface YamlFault {
  readonly code: ErrorCode;
  /** Which rule of YAML it is, for tests and the log. */
  readonly reason?: string;
  /** The same in words. */
  readonly message?: string;
  readonly offset?: number;
}

/** Where the parser began to look for a node: white space may come before it. */
type Opened = number;

interface Closed {
  readonly from: Opened;
  readonly end: number;
}

/**
 * A quotation mark or a brace that is never closed takes in what follows, and the parser notices
 * only at the next mark, or at the end of the file. A person looks where the text begins.
 *
 * @returns undefined where the fault is no such thing.
 */
export function unclosedText(text: string, fault: YamlFault): YamlFault | undefined {
  const { open, closed } = nodesAround(text);
  const offset = fault.offset ?? text.length;
  const isAtEnd = fault.message?.startsWith('unexpected end of the') === true;
  const begun = open.map((from) => beginningOf(text, from)).filter((at) => isOpener(text[at]));
  const innermost = begun.at(-1);
  if (isAtEnd && innermost !== undefined && isQuote(text[innermost])) {
    return unclosed(text, innermost);
  }
  const outermost = begun[0];
  // In a file that is one flow collection, all of it is open: that would say nothing.
  if (innermost !== undefined && outermost !== undefined && outermost !== beginningOf(text, 0)) {
    if (isAtEnd) return unclosed(text, innermost);
    if (indentAt(text, offset) <= indentAt(text, outermost)) return unclosed(text, outermost);
  }
  // `title: "Depot`, and on the next line `version: "1"`: to the parser the text ends before the 1.
  const long = closed.find(({ from, end }) => {
    const at = beginningOf(text, from);
    return isQuote(text[at]) && hasBreak(text, at, end) && !hasBreak(text, end, offset);
  });
  return long && unclosed(text, beginningOf(text, long.from));
}

function unclosed(text: string, offset: number): YamlFault {
  const mark = text[offset] ?? '';
  const message = `the text that begins here with ${mark} is never closed`;
  return { code: 'import/not-yaml-or-json', reason: 'UNCLOSED', message, offset };
}

/** How many nodes the parser may close after one that it has closed too early. */
const closedAfter = 4;

/** The nodes that are open where the parser stops, and those that it closed last. */
function nodesAround(text: string): {
  readonly open: readonly Opened[];
  readonly closed: readonly Closed[];
} {
  const open: Opened[] = [];
  const closed: Closed[] = [];
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  try {
    load(text, {
      listener: (event, { position }) => {
        if (event === 'open') {
          open.push(position + mark);
          return;
        }
        const from = open.pop();
        if (from !== undefined) closed.push({ from, end: position + mark });
        if (closed.length > closedAfter) closed.shift();
      },
    });
  } catch {
    // It stops at the fault that it is asked about.
  }
  return { open, closed };
}

/** What comes before a value: white space, comments, tags and anchors. */
const beforeValue = /(?:[\s\ufeff]+|#[^\n]*|[!&][^\s,[\]{}]*)*/y;

function beginningOf(text: string, from: Opened): number {
  beforeValue.lastIndex = from;
  return from + (beforeValue.exec(text)?.[0].length ?? 0);
}

function isOpener(character: string | undefined): boolean {
  return character === '{' || character === '[' || isQuote(character);
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}

function hasBreak(text: string, from: number, to: number): boolean {
  const at = text.indexOf('\n', from);
  return at !== -1 && at < to;
}

/** How far the line of `offset` is indented; a list's dash belongs to the indentation. */
function indentAt(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  return /^[ -]*/u.exec(text.slice(start, start + 500))?.[0].length ?? 0;
}
