/**
 * The first name that a JSON object has twice, or null: parsers differ in which member they keep
 * (RFC 8259 section 4). Only for a text that JSON.parse accepts.
 */
export function duplicateMember(json: string): string | null {
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
      if (members?.has(name) === true) return name;
      members?.add(name);
    }
    pending = token.startsWith('"') ? token : null;
  }
  return null;
}
