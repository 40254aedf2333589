import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { TokenId } from '../../../shared/domain/ids.ts';
import type { Difference, TokenComparison } from '../../../shared/domain/token-comparison.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { openJwt } from '../tokens/open-jwt.ts';
import { requireToken } from '../tokens/rules.ts';

/** Members by path, as texts: one text for a value, one per entry for a list. */
type Members = ReadonlyMap<string, readonly string[]>;

/** How two tokens differ, member by member; lists are compared as sets. */
export function compareTokens(
  context: WriteContext,
  { before, after }: { readonly before: TokenId; readonly after: TokenId },
): Result<TokenComparison, AppError> {
  const [one, other] = [requireToken(context.db, before), requireToken(context.db, after)];
  if (!one.ok) return one;
  if (!other.ok) return other;
  const [old, fresh] = [openParts(context, before), openParts(context, after)];
  if (!old.ok) return old;
  if (!fresh.ok) return fresh;
  const header = compareMembers(old.value.header, fresh.value.header, true);
  const claims = compareMembers(old.value.claims, fresh.value.claims, false);
  return ok({
    before: one.value,
    after: other.value,
    differences: [...header.differences, ...claims.differences],
    same: [...header.same, ...claims.same],
  });
}

function openParts(context: WriteContext, id: TokenId) {
  const jwt = openJwt(context, id);
  if (!jwt.ok) return jwt;
  const text = jwt.value.expose();
  const header = membersOf(decodeProtectedHeader(text));
  return ok({ header, claims: membersOf(decodeJwt(text)) });
}

function membersOf(value: object, path = ''): Members {
  const members = new Map<string, readonly string[]>();
  for (const [name, member] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (Array.isArray(member)) members.set(at, member.map(textOf));
    else if (typeof member === 'object' && member !== null) {
      for (const [inner, texts] of membersOf(member as object, at)) members.set(inner, texts);
    } else if (name === 'scope') members.set(at, String(member).split(' '));
    else members.set(at, [textOf(member)]);
  }
  return members;
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${textOf(member)}`)
    .join(', ');
}

function compareMembers(before: Members, after: Members, isHeader: boolean) {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const differences = names.flatMap((name): Difference[] => {
    const [one, other] = [before.get(name) ?? [], after.get(name) ?? []];
    const gone = one.filter((text) => !other.includes(text));
    const come = other.filter((text) => !one.includes(text));
    const isSame = gone.length === 0 && come.length === 0;
    return isSame ? [] : [{ name, isHeader, before: gone, after: come }];
  });
  const changed = new Set(differences.map(({ name }) => name));
  return { differences, same: names.filter((name) => !changed.has(name)) };
}
