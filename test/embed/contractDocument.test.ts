import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ATTRIBUTES } from '../../src/app/embed/loader/requestRoundtrip.ts';
import { contractPage } from '../../src/cli/build/staticPages/contractPage.ts';
import { escapeText } from '../../src/cli/build/staticPages/markup.ts';
import { contractTables } from '../../src/embed/contractTables.ts';
import { PARAMETER_NAMES } from '../../src/embed/parameters.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test('EMBED.md has every row of the tables as it is, and no others', () => {
  const rows = read('EMBED.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const cell = (text: string) => text.replace(/\|/g, '\\|');
  const wanted = contractTables().flatMap((table) =>
    table.rows.map(([name, ...cells]) => `| \`${name}\` | ${cells.map(cell).join(' | ')} |`),
  );
  expect(rows).toEqual(wanted);
});

test('the page of the contract says all of it too', () => {
  const page = String(contractPage().body);
  for (const { rows } of contractTables())
    for (const row of rows) for (const cell of row) expect(page).toContain(escapeText(cell));
});

test('the README leads to it', () => expect(read('README.md')).toContain('](EMBED.md)'));

test('the element has every parameter as an attribute', () =>
  expect(ATTRIBUTES).toEqual(PARAMETER_NAMES));
