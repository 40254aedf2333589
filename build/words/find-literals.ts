import { parseSync } from 'vite';

/** A text in the code that people may read, but that can't be translated. */
export interface Literal {
  readonly line: number;
  readonly text: string;
}

/** Attributes and properties whose text is displayed or read aloud. */
const shown: ReadonlySet<string> = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'body',
  'buttonLabel',
  'cancelLabel',
  'confirmLabel',
  'description',
  'disabledReason',
  'effect',
  'errorMessage',
  'label',
  'message',
  'placeholder',
  'submitLabel',
  'subtitle',
  'title',
  'tooltip',
  'unit',
]);

/** Calls and constructors whose text is shown: user-facing errors, native dialogs. */
const speaking =
  /^(?:Failure|InvalidArgumentError|InputError|Notification|refused|oneLine|stdout|stderr|setToolTip|setTitle|showErrorBox|showToast)$/;

/** Calls whose text is for developers: a defect's stack, the log, SQL, the message catalogue. */
const internal =
  /^(?:Error|TypeError|RangeError|SyntaxError|log|logToFile|prepare|exec|pragma|t|tFrom|tParts|rich|require|RegExp)$/;

const hasWord = /\p{L}{2}/u;
/** Starts like a sentence or a title and continues with a lowercase word. */
const isProse = /^[“"(]?\p{Lu}[^\n]*\s\p{Ll}{2}/u;
const isSql =
  /^\(?(?:ALTER|CREATE|CROSS|DELETE|DROP|EXISTS|FROM|INDEXED|INSERT|PRAGMA|REPLACE|SELECT|UPDATE|WITH)\s/;
/** "dialog.exportTokens": a key of the catalogue. */
const isKey = /^[a-z][\w-]*(?:\.[\w/-]+)+$/i;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [name: string]: unknown;
}

type Place = 'shown' | 'internal' | 'other';

/**
 * The literals of a file that may reach the screen: text and shown attributes in JSX, properties such
 * as `title`, user-facing errors, terminal output, and every other literal that reads like a
 * sentence. Texts for developers (internal errors, the log) don't count.
 */
export function findLiterals(path: string, source: string): readonly Literal[] {
  const found: Literal[] = [];
  const lineOf = (at: number): number => source.slice(0, at).split('\n').length;

  function add(node: Node, text: string, place: Place): void {
    const words = text.trim();
    if (place === 'internal' || !hasWord.test(words) || isKey.test(words) || isSql.test(words))
      return;
    if (place === 'shown' || isProse.test(words))
      found.push({ line: lineOf(node.start), text: words });
  }

  function visit(value: unknown, place: Place): void {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, place);
    } else if (isNode(value)) {
      visitNode(value, place);
    }
  }

  function visitChildren(node: Node, place: Place): void {
    for (const [name, child] of Object.entries(node)) {
      if (name !== 'typeAnnotation' && name !== 'typeArguments') visit(child, place);
    }
  }

  function visitNode(node: Node, place: Place): void {
    if (node.type.startsWith('TS') && !node.type.endsWith('Expression')) return;
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return;
      case 'Literal':
        if (typeof node['value'] === 'string') add(node, node['value'], place);
        return;
      case 'TemplateLiteral':
        add(node, templateText(node), place);
        visit(node['expressions'], place === 'shown' ? 'other' : place);
        return;
      case 'JSXText':
        add(node, String(node['value']), 'shown');
        return;
      case 'JSXAttribute':
        visit(node['value'], shown.has(nameOf(node['name'])) ? 'shown' : 'other');
        return;
      case 'JSXElement':
      case 'JSXFragment':
        visit(node['openingElement'], 'other');
        visit(node['children'], 'shown');
        return;
      case 'ConditionalExpression':
        visit(node['test'], 'other');
        visit([node['consequent'], node['alternate']], place);
        return;
      case 'LogicalExpression':
        visit(node['left'], place === 'internal' ? place : 'other');
        visit(node['right'], place);
        return;
      case 'Property':
        visit(node['value'], shown.has(nameOf(node['key'])) ? 'shown' : quiet(place));
        return;
      case 'CallExpression':
      case 'NewExpression':
        visitCall(node, place);
        return;
      case 'JSXExpressionContainer':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        visit(node['expression'], place);
        return;
      default:
        visitChildren(node, quiet(place));
    }
  }

  function visitCall(node: Node, place: Place): void {
    const name = nameOf(node['callee']);
    visit(node['callee'], 'other');
    if (speaking.test(name)) visit(node['arguments'], 'shown');
    else visit(node['arguments'], internal.test(name) ? 'internal' : quiet(place));
  }

  visit(parseSync(path, source).program, 'other');
  return found;
}

/** Keys and arguments inside a shown expression aren't shown themselves. */
function quiet(place: Place): Place {
  return place === 'shown' ? 'other' : place;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node['property']);
  if (node.type === 'JSXNamespacedName') return '';
  const name = node['name'] ?? node['value'];
  return typeof name === 'string' ? name : '';
}

function templateText(node: Node): string {
  const quasis = node['quasis'];
  if (!Array.isArray(quasis)) return '';
  return quasis
    .map((quasi: { readonly value: { readonly raw: string } }) => quasi.value.raw)
    .join('…');
}
