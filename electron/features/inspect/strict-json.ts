/**
 * Whether a JSON text has a duplicate member (RFC 7519 section 4): parsers differ in which one they
 * keep. Only for a text that JSON.parse accepts.
 */
export function hasDuplicateMember(json: string): boolean {
  const scopes: (Set<string> | null)[] = [];
  const tokens = json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs);
  let pending: string | null = null;
  for (const [token] of tokens) {
    if (token === '{') scopes.push(new Set());
    else if (token === '[') scopes.push(null);
    else if (token === '}' || token === ']') scopes.pop();
    else if (token === ':' && pending !== null) {
      const members = scopes.at(-1);
      const name = JSON.parse(pending) as string;
      if (members?.has(name)) return true;
      members?.add(name);
    }
    pending = token.startsWith('"') ? token : null;
  }
  return false;
}

/** Decodes a base64url JSON object; null if it isn't one. */
export function objectIn(part: string): { value: Record<string, unknown>; text: string } | null {
  try {
    const bytes = Buffer.from(part, 'base64url');
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
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
