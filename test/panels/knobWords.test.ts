import { describe, expect, test } from 'vitest';
import { type Knob, knobsOf } from '../../src/panels/knobList.ts';
import { spelledOut, type Written } from '../../src/panels/written.ts';

const knobs = (written: Written) => knobsOf(spelledOut(written), 0);
const knobNamed = (from: readonly Knob[], name: string) => from.find((each) => each.name === name);
const textOf = ({ group, name, words }: Knob) => `${group}: ${name}: ${words}`;

describe('knobs speak of the programs that are there', () => {
  test('Flask is not called Django', () => {
    const said = knobs({ app: { server: 'flask' }, database: 'postgresql' });
    expect(
      said.filter(({ name }) => name !== 'version').filter((k) => /Django/.test(textOf(k))),
    ).toEqual([]);
    expect(said.some(({ group }) => group === 'Flask')).toBe(true);
  });

  test('threads and servers are not called workers', () => {
    for (const server of ['cherrypy', 'runserver', 'flask'])
      for (const front of ['nginx', 'apache', 'iis']) {
        const said = knobs({ app: { server }, front: { server: front } });
        const wrong = said
          .filter(({ path }) => path[0] === 'front' || path[0] === 'app')
          .filter((each) =>
            /\bworkers?\b(?! process)/.test(
              `${each.name} ${each.words}`.replace('nginx worker', ''),
            ),
          );
        expect(wrong.map(textOf)).toEqual([]);
      }
    expect(knobNamed(knobs({ app: { server: 'runserver' } }), 'server: memory')).toBeDefined();
    expect(knobNamed(knobs({}), 'worker: memory')).toBeDefined();
  });

  test.each([
    ['gunicorn', 'connections that may wait to be accepted (Gunicorn: backlog)'],
    ['uwsgi', 'connections that may wait to be accepted (uWSGI: listen)'],
    ['runserver', 'connections that may wait to be accepted'],
  ])('the waiting room of %s by its own name', (server, words) => {
    expect(knobNamed(knobs({ app: { server } }), 'backlog')?.words).toBe(words);
  });

  test('versions are those of what there is', () => {
    const words = (written: Written) =>
      knobs(written).find(({ path }) => path[0] === 'version')?.words;
    expect(words({})).toMatch(/Gunicorn [\d.]+, nginx [\d.]+ and Django [\d.]+ \(current\)/);
    expect(words({ app: { server: 'runserver' }, front: 'none' })).not.toMatch(/Gunicorn|nginx/);
  });

  test('an app server that belongs behind one front server says what another one leads to', () => {
    const note = (written: Written) => knobs(written).find(({ name }) => name === 'front')?.note;
    expect(note({ app: { server: 'mod_wsgi', mode: 'daemon' }, front: 'apache' })).toMatch(
      /mod_wsgi, mode daemon: .*Apache/,
    );
    expect(note({})).toBeUndefined();
  });
});
