import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { DocumentLimits } from './limits.ts';
import { placeOf } from './place.ts';
import { quote } from './text.ts';
import type { YamlFault } from './yaml-fault.ts';
import { yamlToTree } from './yaml-to-tree.ts';

/** Why the strict parser refuses a text, and all the faults that it found. */
export interface StrictFaults {
  readonly error: AppError;
  readonly all: readonly Required<YamlFault>[];
}

/**
 * The value of a text in strict YAML 1.2 (core schema, with merge keys).
 *
 * Errors: `import/not-yaml-or-json`, `import/duplicate-key`, `import/alias-bomb`,
 * `import/too-deep`, `import/too-many-values`.
 */
export function readStrictly(text: string, limits: DocumentLimits): Result<unknown, StrictFaults> {
  const tokens = tokensOf(text, limits);
  if (!tokens.ok) return err({ error: tokens.error, all: [] });
  const document = documentOf(text, tokens.value);
  if (!document.ok) return document;
  const tree = yamlToTree(text, document.value, limits);
  return tree.ok ? tree : err({ error: tree.error, all: [] });
}

/** Includes white space, indicators and line ends: about six per value in real files. */
const lexemesPerValue = 10;

/**
 * The concrete syntax, token by token, so that a hostile text is refused early: the next step is
 * recursive, and takes many times the text's size in memory.
 */
function tokensOf(text: string, limits: DocumentLimits): Result<CST.Token[], AppError> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    lexemes += 1;
    if (lexemes > lexemesPerValue * limits.values) {
      return err(appError('import/too-many-values', { detail: { limit: limits.values } }));
    }
    // The document itself and the current scalar are on the stack as well.
    if (parser.stack.length > limits.depth + 2) {
      return err(
        appError('import/too-deep', {
          detail: { limit: limits.depth, ...placeOf(text, parser.offset) },
        }),
      );
    }
  }
  tokens.push(...parser.end());
  return ok(tokens);
}

function documentOf(
  text: string,
  tokens: readonly CST.Token[],
): Result<Document.Parsed, StrictFaults> {
  const composer = new Composer({
    // Tags only create plain data, even those of YAML 1.1 (`!!binary`, `!!set`).
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    stringKeys: true,
    // The library's check compares every key with every other: hours for a large map.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const all = documents
    .flatMap((document) => document.errors)
    .map(({ code, message, pos }) => ({
      code: 'import/not-yaml-or-json' as const,
      reason: code,
      // It may quote a line, and so a secret, into a terminal or a log.
      message: message.replace(/: ".*$/su, ''),
      offset: pos[0],
    }))
    .toSorted((one, other) => one.offset - other.offset);
  const [broken] = all;
  if (broken) return err({ error: notYaml(text, broken), all });
  const [document, second] = documents;
  if (document && !second) return ok(document);
  const several = {
    reason: 'MULTIPLE_DOCS',
    message: 'several documents',
    offset: second?.range[0] ?? 0,
  };
  return err({ error: notYaml(text, several), all: [] });
}

function notYaml(
  text: string,
  { reason, message, offset }: Omit<Required<YamlFault>, 'code'>,
): AppError {
  return appError('import/not-yaml-or-json', {
    detail: { reason, message: quote(message), ...placeOf(text, offset) },
  });
}
