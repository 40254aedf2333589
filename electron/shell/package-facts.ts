import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What build/package writes into the package.json that a package carries. */
const factsSchema = z.object({
  runtime: z.literal('trial').optional(),
  homepage: z.string().optional(),
});

export interface PackageFacts {
  /** Made of the trial runtime: see docs/adr/0006. */
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

/** An https address that can be read at a glance: plain names, no port, no user, nothing encoded. */
const PLAIN = /^https:\/\/(?:(?!xn--)[a-z\d-]+\.)+[a-z]{2,}(?:\/[\w.~-]+)*\/?$/;

/**
 * The page of releases beside a project's homepage: the one address that the program ever asks the
 * browser to open. Null for anything but a plain https address with a host that can exist.
 */
export function releasesPage(homepage: string | undefined): string | null {
  if (homepage === undefined || !URL.canParse(homepage)) return null;
  const { href, hostname } = new URL(homepage);
  // RFC 2606: no one can own a name under .invalid; it is the default without an address.
  if (!PLAIN.test(href) || hostname.endsWith('.invalid')) return null;
  return `${href.replace(/\/$/, '')}/releases`;
}
