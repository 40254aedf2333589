import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { type DocumentLimits, documentLimits } from './limits.ts';
import { placeOf } from './place.ts';
import { quote } from './text.ts';
import { yamlToTree } from './yaml-to-tree.ts';

/**
 * The value of a YAML 1.2 text (core schema, with the merge keys that every OpenAPI tool knows).
 *
 * Errors: `import/not-yaml-or-json`, `import/duplicate-key`, `import/alias-bomb`,
 * `import/too-deep`, `import/too-many-values`.
 */
export function parseYaml(
  text: string,
  limits: DocumentLimits = documentLimits,
): Result<unknown, AppError> {
  const tokens = tokensOf(text, limits);
  if (!tokens.ok) return tokens;
  const document = documentOf(text, tokens.value);
  return document.ok ? yamlToTree(text, document.value, limits) : document;
}

/** White space, indicators and line ends count too: some six of them for each value in real files. */
const lexemesPerValue = 10;

/**
 * The concrete syntax, token by token, so that a hostile text is given up as soon as it has shown
 * itself: what follows is recursive, and takes many times the text's size in memory.
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
    // The document itself and the scalar at hand stand on the stack as well.
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

function documentOf(text: string, tokens: readonly CST.Token[]): Result<Document.Parsed, AppError> {
  const composer = new Composer({
    // No tag makes anything but plain data, not even those of YAML 1.1 (`!!binary`, `!!set`).
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
  const broken = documents
    .flatMap((document) => document.errors)
    .reduce<(typeof documents)[number]['errors'][number] | undefined>(
      (first, error) => (first && first.pos[0] <= error.pos[0] ? first : error),
      undefined,
    );
  if (broken) {
    return err(
      appError('import/not-yaml-or-json', {
        detail: {
          reason: broken.code,
          message: quote(broken.message),
          ...placeOf(text, broken.pos[0]),
        },
      }),
    );
  }
  const [document, second] = documents;
  if (!document || second) {
    return err(
      appError('import/not-yaml-or-json', {
        detail: {
          reason: 'MULTIPLE_DOCS',
          message: 'There are several documents in the file',
          ...placeOf(text, second?.range[0] ?? 0),
        },
      }),
    );
  }
  return ok(document);
}
