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
 * `npm run hosts [-- [--built] furo …]`: builds the examples with the real generators, as far as this machine has them, opens each in Chromium with the site
 * on another origin and on the same one, and the page of its markup, and tries everything. The table goes into README.md, pictures
 * into node_modules/.cache/hosts. Fails where a check fails.
 */
const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const README = fileURLToPath(new URL('README.md', import.meta.url));

const isReused = process.argv.includes('--built');
const named = process.argv.slice(2).filter((word) => word !== '--built');
const wanted = HOSTS.filter(
  ({ key }) => named.length === 0 || named.some((word) => key.includes(word)),
);
mkdirSync(CACHE, { recursive: true });
const elsewhere = await serveFolder({ folder: DIST, mount: '/docs/roundtrip/' });
const browser = await chromium.launch(launchOptions());
const rows: Row[] = [];
try {
  for (const host of wanted) {
    const built = buildHost(host, isReused);
    const markup = fileURLToPath(new URL(`static/${host.key}`, import.meta.url));
    const pages = [
      ...('folder' in built
        ? [{ docs: built.folder, version: built.version, other: host.other }]
        : []),
      ...(existsSync(markup) ? [{ docs: markup, version: null, other: 'other.html' }] : []),
    ];
    if ('why' in built) console.warn(`${host.name}: ${built.why}`);
    for (const { docs, version, other } of pages)
      for (const isSame of version ? [false, true] : [false]) {
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
        rows.push({
          name,
          host: host.name,
          hasSwitch: host.press !== null,
          version,
          isSame,
          results,
        });
        console.log(name, results);
        keep(rows);
        await Promise.all([plain.close(), strict.close()]);
      }
  }
} finally {
  await browser.close();
  await elsewhere.close();
}

console.log(tableOf(rows));
if (rows.some(({ results }) => Object.values(results).some((why) => why !== null)))
  process.exitCode = 1;

/** Puts visits into the table; what was not visited this time stays as it was seen last on this machine. */
function keep(visited: readonly Row[]): void {
  const file = join(CACHE, 'rows.json');
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Row[]) : [];
  const kept = before.filter((row) => !visited.some(({ name }) => name === row.name));
  const place = (row: Row) => HOSTS.findIndex(({ name }) => name === row.host);
  const all = [...kept, ...visited].sort(
    (a, b) => place(a) - place(b) || (a.name < b.name ? 1 : -1),
  );
  writeFileSync(file, JSON.stringify(all));
  const [start = '', , end = ''] = readFileSync(README, 'utf8').split(/<!-- (?:table|end) -->/);
  writeFileSync(README, `${start}<!-- table -->\n${tableOf(all)}\n<!-- end -->${end}`);
}
