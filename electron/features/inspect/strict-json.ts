/** Levels: no claim needs more, and each is shown with its indentation. */
const DEEPEST = 64;

function isDeep(json: string): boolean {
  let depth = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Decodes a base64url JSON object; null if it isn't one, or is nested too deeply to be shown. */
export function objectIn(part: string): { value: Record<string, unknown>; text: string } | null {
  try {
    const bytes = Buffer.from(part, 'base64url');
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (isDeep(text)) return null;
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value: value as Record<string, unknown>, text } : null;
  } catch {
    return null;
  }
}

/** No padding (RFC 7515 section 2) and no non-zero trailing bits (RFC 4648 section 3.5). */
export function isCanonical(part: string): boolean {
  if (!/^[\w-]*$/.test(part)) return false;
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
