import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What build/package writes into the package.json that a package carries. */
const factsSchema = z.object({
  runtime: z.literal('trial').optional(),
  homepage: z.string().optional(),
});

export interface PackageFacts {
  /** Made of the trial runtime: see docs/runtime.md. */
  readonly isTrial: boolean;
  /** Where its releases are shown, or null if it was built without knowing. */
  readonly releases: string | null;
}

/** @param app the directory that holds the program's package.json; null when it is not packaged. */
export function readPackageFacts(app: string | null): PackageFacts {
  if (app === null) return { isTrial: false, releases: null };
  const text = readFileSync(join(app, 'package.json'), 'utf8');
  const { runtime, homepage } = factsSchema.parse(JSON.parse(text));
  return { isTrial: runtime === 'trial', releases: releasesPage(homepage) };
}

/**
 * The page of releases beside a project's homepage: the one address that the program ever asks the
 * browser to open. Null for anything but a plain https address with a host that can exist.
 */
export function releasesPage(homepage: string | undefined): string | null {
  if (homepage === undefined || !URL.canParse(homepage)) return null;
  const { protocol, hostname, origin, pathname, username, search, hash } = new URL(homepage);
  // RFC 2606: nobody can own a name under .invalid; it stands there where no address was given.
  if (protocol !== 'https:' || hostname.endsWith('.invalid')) return null;
  if (username !== '' || search !== '' || hash !== '') return null;
  return `${origin}${pathname.replace(/\/$/, '')}/releases`;
}
