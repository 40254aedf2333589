import { load } from 'js-yaml';
import type { ErrorCode } from '../../../../shared/errors.ts';

/** Why a text isn't valid YAML, before its line and column are known. */
export interface YamlFault {
  readonly code: ErrorCode;
  /** The YAML rule that was violated, for tests and the log. */
  readonly reason?: string;
  /** The same in words. */
  readonly message?: string;
  readonly offset?: number;
}

/** Where the parser started to look for a node; white space may precede the node. */
type Opened = number;

interface Closed {
  readonly from: Opened;
  readonly end: number;
}

/**
 * The parser notices an unclosed quotation mark or brace only at the next one, or at the end of the
 * file. This finds where the unclosed text begins, because that is where a person has to fix it.
 *
 * @returns undefined if the fault is a different one.
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
  // If the whole file is one flow collection, its opening brace would be no help.
  if (innermost !== undefined && outermost !== undefined && outermost !== beginningOf(text, 0)) {
    if (isAtEnd) return unclosed(text, innermost);
    if (indentAt(text, offset) <= indentAt(text, outermost)) return unclosed(text, outermost);
  }
  // With `title: "Depot` and then `version: "1"`, the parser ends the text before the 1.
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

/** How many more nodes the parser may close after closing one too early. */
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
    // It stops at the same fault again.
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

/** The indentation of the line at `offset`; a list's dash is part of it. */
function indentAt(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  return /^[ -]*/u.exec(text.slice(start, start + 500))?.[0].length ?? 0;
}
