import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What build/package writes into a package's package.json. */
const factsSchema = z.object({
  runtime: z.literal('trial').optional(),
  homepage: z.string().optional(),
});

export interface PackageFacts {
  /** Built from the trial runtime: see docs/adr/0006. */
  readonly isTrial: boolean;
  /** The page of its releases, or null if it was built without one. */
  readonly releases: string | null;
}

/** @param app the directory of the program's package.json; null if it isn't packaged. */
export function readPackageFacts(app: string | null): PackageFacts {
  if (app === null) return { isTrial: false, releases: null };
  const text = readFileSync(join(app, 'package.json'), 'utf8');
  const { runtime, homepage } = factsSchema.parse(JSON.parse(text));
  return { isTrial: runtime === 'trial', releases: releasesPage(homepage) };
}

/** A readable https address: plain names, no port, no user, nothing encoded. */
const PLAIN = /^https:\/\/(?:(?!xn--)[a-z\d-]+\.)+[a-z]{2,}(?:\/[\w.~-]+)*\/?$/;

/**
 * The releases page next to a project's homepage: the only address that the program ever opens in a
 * browser. Null for anything but a plain https address with a host that can exist.
 */
export function releasesPage(homepage: string | undefined): string | null {
  if (homepage === undefined || !URL.canParse(homepage)) return null;
  const { href, hostname } = new URL(homepage);
  // RFC 2606: no one can own a name under .invalid, the default if no address is set.
  if (!PLAIN.test(href) || hostname.endsWith('.invalid')) return null;
  return `${href.replace(/\/$/, '')}/releases`;
}
