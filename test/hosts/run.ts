import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serveFolder } from '../../src/cli/serveFolder.ts';
import { launchOptions } from '../setup/findBrowser.ts';
import { buildHost, CACHE } from './buildHost.ts';
import { HOSTS } from './hosts.ts';
import { type Row, tableOf } from './matrix.ts';
import { serveHost } from './serveHost.ts';
import { visitHost } from './visit.ts';

/**
 * `npm run hosts [-- furo …]`: builds the examples with the real generators, as far as this machine has them, opens each and the page of its
 * markup in Chromium, and tries everything, with the site on the same origin and on another. The table goes into README.md, pictures
 * into node_modules/.cache/hosts. Fails where a check fails.
 */
const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const README = fileURLToPath(new URL('README.md', import.meta.url));

const named = process.argv.slice(2);
const wanted = HOSTS.filter(
  ({ key }) => named.length === 0 || named.some((word) => key.includes(word)),
);
mkdirSync(CACHE, { recursive: true });
const elsewhere = await serveFolder({ folder: DIST, mount: '/docs/roundtrip/' });
const browser = await chromium.launch(launchOptions());
const rows: Row[] = [];
try {
  for (const host of wanted) {
    const built = buildHost(host);
    const markup = fileURLToPath(new URL(`static/${host.key}`, import.meta.url));
    const pages = [
      ...('folder' in built
        ? [{ docs: built.folder, version: built.version, other: host.other }]
        : []),
      ...(existsSync(markup) ? [{ docs: markup, version: null, other: 'other.html' }] : []),
    ];
    if ('why' in built) console.warn(`${host.name}: ${built.why}`);
    for (const { docs, version, other } of pages)
      for (const isSame of [false, true]) {
        const site = isSame ? {} : { site: elsewhere.url };
        const plain = await serveHost({ docs, dist: DIST, ...site });
        const strict = await serveHost({ docs, dist: DIST, ...site, isStrict: true });
        const name = `${host.key}-${version ? 'real' : 'markup'}${isSame ? '-same' : ''}`;
        const results = await visitHost(browser, host, {
          docs: plain.url,
          strict: strict.url,
          other,
          pictures: isSame ? null : join(CACHE, name),
        });
        rows.push({ host, version, isSame, results });
        console.log(name, results);
        await Promise.all([plain.close(), strict.close()]);
      }
  }
} finally {
  await browser.close();
  await elsewhere.close();
}

const table = tableOf(rows);
console.log(table);
if (named.length === 0) {
  const [before = '', , after = ''] = readFileSync(README, 'utf8').split(/<!-- (?:table|end) -->/);
  writeFileSync(README, `${before}<!-- table -->\n${table}\n<!-- end -->${after}`);
}
if (rows.some(({ results }) => Object.values(results).some((why) => why !== null)))
  process.exitCode = 1;
