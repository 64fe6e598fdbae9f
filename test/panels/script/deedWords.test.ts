import { expect, test } from 'vitest';
import { deedOf, inItsWords } from '../../../src/panels/script/deeds.ts';
import { spelledOut } from '../../../src/panels/written.ts';

test.each([
  [{}, 'Kill a worker'],
  [{ app: { server: 'runserver' } }, 'Kill a server'],
  [{ app: { server: 'mod_wsgi', mode: 'embedded' }, front: 'none' }, 'Kill a child'],
  [{ app: { server: 'mod_wsgi', mode: 'daemon' }, front: 'apache' }, 'Kill a process'],
])('what is killed is what there is: %j', (written, words) => {
  expect(inItsWords(deedOf('kill-worker').title, spelledOut(written))).toBe(words);
});
