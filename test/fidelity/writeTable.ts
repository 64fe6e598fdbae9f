import { writeFileSync } from 'node:fs';
import { tabulate } from './tabulate.ts';

/** Writes what the page of measured cases shows: `npx tsx test/fidelity/writeTable.ts` */
const table = tabulate();
const { right, outcomes, requests } = table;
for (const [file, value] of Object.entries({
  'fidelity.json': table,
  'fidelityCount.json': { right, outcomes, requests },
}))
  writeFileSync(
    new URL(`../../src/app/truth/${file}`, import.meta.url),
    `${JSON.stringify(value, null, 2)}\n`,
  );
console.log(`${right} of ${requests} requests of ${table.cases.length} cases are right.`);
