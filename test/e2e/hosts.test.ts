import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { HOSTS } from '../hosts/hosts.ts';
import { serveHost } from '../hosts/serveHost.ts';
import { CHECKS, visitHost } from '../hosts/visit.ts';
import { test } from './builtSite.ts';

const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const PASSED = Object.fromEntries(Object.keys(CHECKS).map((check) => [check, null]));

/** The markup of each host by hand, the site on another origin; `npm run hosts` does the same with real builds, and with one origin for both. */
test.for(HOSTS.map((host) => [host.name, host] as const))(
  'a lesson is at home in a page of %s',
  { timeout: 180_000 }, // three lessons are loaded in each, one after the other
  async ([, host], { browser, siteUrl }) => {
    const docs = fileURLToPath(new URL(`../hosts/static/${host.key}`, import.meta.url));
    const plain = await serveHost({ docs, dist: DIST, site: siteUrl });
    const strict = await serveHost({ docs, dist: DIST, site: siteUrl, isStrict: true });
    const visit = { docs: plain.url, strict: strict.url, other: 'other.html', pictures: null };
    try {
      expect(await visitHost(browser, host, visit)).toEqual(PASSED);
    } finally {
      await Promise.all([plain.close(), strict.close()]);
    }
  },
);
