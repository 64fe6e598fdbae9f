import { describe, expect, test } from 'vitest';
import { DEEDS, deedOf, setOf } from '../../../src/panels/script/deeds.ts';
import {
  scriptLines,
  withDeed,
  withMoment,
  withoutLine,
  withSet,
} from '../../../src/panels/script/scriptLines.ts';
import { spelledOut, valueIn, type Written } from '../../../src/panels/written.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { ACTIONS } from '../../../src/scenario/parseScript.ts';
import type { Problem } from '../../../src/scenario/scenario.ts';
import { writeScenario } from '../../../src/scenario/writeScenario.ts';
import { randomScenario } from '../../scenario/randomScenario.ts';

const WORLDS: readonly [string, Written][] = [
  ['nothing written', {}],
  ['no front, no database', { front: 'none', database: 'none', routes: [{ name: 'home' }] }],
  ['two app servers', { app: { instances: 2 }, database: 'sqlite' }],
  ['three front servers before CherryPy', { front: { instances: 3 }, app: { server: 'cherrypy' } }],
  ['mod_wsgi behind Apache', { front: { server: 'apache' }, app: { server: 'mod_wsgi' } }],
];
/** What a program has no way to is not offered; a file may say it all the same. */
const UNOFFERED = ['restart-database', 'add-worker', 'remove-worker', 'reload-app'];
const problemsOf = (written: Written): readonly Problem[] => {
  const read = parseScenario(written);
  return isProblems(read) ? read : [];
};

test('there is a deed for everything that can be written, and no other', () => {
  expect(DEEDS.map(({ kind }) => kind).toSorted()).toEqual([...ACTIONS].toSorted());
});

describe.each(WORLDS)('%s', (_, written) => {
  const full = spelledOut(written);

  test.each(DEEDS)('$title: added where it fits, it is a line without fault', (deed) => {
    const after = withDeed(written, 1_234_567, deed, deed.fresh(full));
    if (deed.fits(full)) expect(problemsOf(after)).toEqual([]);
    else if (!UNOFFERED.includes(deed.kind)) expect(problemsOf(after)).not.toEqual([]);
    const [line] = scriptLines(after);
    expect(line).toMatchObject({ index: 0, atUs: 1_234_567, deed, set: deed.fresh(full) });
    expect(line?.words).not.toMatch(/undefined|NaN/);
  });

  test.each(DEEDS)('$title: written again as it was read, it means the same', (deed) => {
    const after = withDeed(written, 1_000, deed, deed.fresh(full));
    const again = withSet(
      after,
      0,
      deed,
      setOf(deed, valueIn(after, ['script', 0, deed.kind]), full),
    );
    expect(parseScenario(again)).toEqual(parseScenario(after));
  });
});

test('whatever script can be written is read as it is meant (seeds 1 to 300)', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const written = writeScenario(parseScenario(randomScenario(seed)) as never) as Written;
    let again = written;
    for (const line of scriptLines(written)) {
      if (line.deed === null) throw new Error(`seed ${seed}: ${line.words}`);
      again = withSet(again, line.index, line.deed, line.set);
    }
    expect(parseScenario(again), `seed ${seed}`).toEqual(parseScenario(written));
  }
});

test('front servers are done to all at once, or one of them; the signals are the program’s own', () => {
  const written: Written = {
    front: { server: 'apache', instances: 2 },
    script: [
      { at: '1s', 'stop-front': 2 },
      { at: '2s', 'start-front': true },
    ],
  };
  const [stop, start] = scriptLines(written);
  expect(stop?.words).toBe('stop Apache 2');
  expect(start?.words).toBe('start every Apache');
  const full = spelledOut(written);
  expect(stop?.deed?.signal(full)).toBe('apachectl stop');
  expect(deedOf('stop-front').signal(spelledOut({}))).toBe('TERM');
  expect(parseScenario(written)).toMatchObject({ script: [{ front: 1 }, { front: null }] });
  const child = scriptLines({
    front: 'none',
    app: { server: 'mod_wsgi', mode: 'embedded', processes: 2 },
    script: [{ at: '1s', 'kill-worker': 2 }],
  });
  expect(child[0]?.words).toBe('kill child 2');
});

describe('lines', () => {
  const written: Written = {
    script: [
      { at: '3.2s', 'kill-worker': 2 },
      { at: '1s', 'unplug-host': 'db' },
      { at: 'soon', 'add-worker': true },
      { at: '2s', dance: true },
      'nonsense',
    ],
  };

  test('stand in the order of their moments, and keep the number that problems call them by', () => {
    const lines = scriptLines(written, problemsOf(written));
    expect(lines.map(({ index }) => index)).toEqual(
      [2, 3, 4, 1, 0].toSorted((a, b) => order(a) - order(b)),
    );
    expect(lines.find(({ index }) => index === 0)?.words).toBe('kill worker 2');
    expect(lines.find(({ index }) => index === 1)?.words).toBe('the host “db” loses its network');
    const faulty = lines.filter(({ problems }) => problems.length > 0);
    expect(faulty.map(({ index }) => index).toSorted()).toEqual([2, 3, 4]);
  });

  test('moving, changing and removing one leaves the others as they are', () => {
    expect(withMoment(written, 0, '4s').script).toEqual([
      { at: '4s', 'kill-worker': 2 },
      ...(written.script as unknown[]).slice(1),
    ]);
    expect(
      withSet(written, 1, deedOf('unplug-host'), { host: 'web', for: '1s' }).script,
    ).toMatchObject({ 1: { at: '1s', 'unplug-host': { host: 'web', for: '1s' } } });
    expect(withoutLine(written, 4).script).toEqual((written.script as unknown[]).slice(0, 4));
  });

  test('with the last line the script goes', () => {
    const one = { title: 'x', script: [{ at: '1s', 'add-worker': true }] };
    expect(withoutLine(one, 0)).toEqual({ title: 'x' });
  });
});

/** Faulty moments first, then by time. */
const order = (index: number) => [3.2, 1, -1, 2, -1][index] as number;
