import { describe, expect, test } from 'vitest';
import { ARRANGEMENTS } from '../../src/experiment/arrangementList.ts';
import { SLOW_KINDS, type SlowKind } from '../../src/experiment/arrangementRuns.ts';
import { type ArrangementRow, arrangements } from '../../src/experiment/arrangements.ts';
import {
  buffersText,
  crashText,
  hangText,
  heldText,
  inTheWay,
  keptAway,
} from '../../src/experiment/arrangementWords.ts';
import { finish } from '../../src/experiment/experiment.ts';

const rows = finish(arrangements('classic'));
const of = (name: string) => rows.find((row) => row.name === name) as ArrangementRow;
const names = rows.map(({ name }) => name);

/** What the measurements of the real servers say, each with two requests at a time and two slow clients (families A, B, B2, C2, F, I). */
const FACTS: Readonly<
  Record<
    string,
    {
      readonly lastEndMs: number;
      /** Kinds of slow clients beside whom a quick request of 20 ms is not kept waiting. */
      readonly harmless: readonly SlowKind[];
      /** When the hung request was ended with a limit of 3 s, and how; null where nobody ends it. */
      readonly hang: {
        readonly fromMs: number;
        readonly toMs: number;
        readonly outcome: string;
      } | null;
      readonly crash: string;
      readonly restarts: boolean;
    }
  >
> = {
  'Gunicorn, sync': {
    lastEndMs: 1208,
    harmless: [],
    hang: killed('empty-reply'),
    crash: 'empty-reply',
    restarts: true,
  },
  'Gunicorn, gthread': {
    lastEndMs: 1208,
    harmless: [],
    hang: null,
    crash: 'empty-reply',
    restarts: true,
  },
  'Gunicorn, gevent': {
    lastEndMs: 224,
    harmless: SLOW_KINDS,
    hang: null,
    crash: 'empty-reply',
    restarts: true,
  },
  'nginx + Gunicorn': {
    lastEndMs: 1208,
    harmless: SLOW_KINDS,
    hang: killed('502'),
    crash: '502',
    restarts: true,
  },
  'uWSGI, http-socket': {
    lastEndMs: 1208,
    harmless: ['idle'],
    hang: killed('empty-reply'),
    crash: 'empty-reply',
    restarts: true,
  },
  'nginx + uWSGI': {
    lastEndMs: 1208,
    harmless: SLOW_KINDS,
    hang: killed('502'),
    crash: '502',
    restarts: true,
  },
  'Apache prefork, embedded': {
    lastEndMs: 1208,
    harmless: ['idle'],
    hang: null,
    crash: 'empty-reply',
    restarts: true,
  },
  'Apache event, embedded': {
    lastEndMs: 1208,
    harmless: ['idle'],
    hang: null,
    crash: 'empty-reply',
    restarts: true,
  },
  'Apache + mod_wsgi daemon': {
    lastEndMs: 1208,
    harmless: ['headers', 'idle'],
    // request-timeout, then five seconds in which the process may finish.
    hang: { fromMs: 8_000, toMs: 9_100, outcome: '500' },
    crash: '500',
    restarts: true,
  },
  'Apache mod_proxy + Gunicorn': {
    lastEndMs: 1208,
    harmless: ['headers', 'body', 'idle'],
    hang: killed('502'),
    crash: '502',
    restarts: true,
  },
  CherryPy: { lastEndMs: 1208, harmless: [], hang: null, crash: 'empty-reply', restarts: false },
  runserver: {
    lastEndMs: 224,
    harmless: SLOW_KINDS,
    hang: null,
    crash: 'empty-reply',
    restarts: false,
  },
  'runserver --nothreading': {
    lastEndMs: 2416,
    harmless: [],
    hang: null,
    crash: 'empty-reply',
    restarts: false,
  },
};

function killed(outcome: string) {
  return { fromMs: 3_000, toMs: 4_100, outcome };
}

describe('thirteen arrangements, the same requests', () => {
  test('each of them, and no other', () => {
    expect(names).toEqual(Object.keys(FACTS));
    expect(ARRANGEMENTS).toHaveLength(13);
  });

  test.each(names)('%s: the last of twelve requests of 200 ms', (name) => {
    expect(Math.abs((of(name).lastEndMs ?? 0) - FACTS[name].lastEndMs)).toBeLessThan(12);
  });

  test.each(names)('%s: which slow clients keep a quick one waiting', (name) => {
    const row = of(name);
    const harmless = SLOW_KINDS.filter((kind) => !inTheWay(row).includes(kind));
    expect(harmless).toEqual(FACTS[name].harmless);
    // Those who are in the way are for seconds: as long as the slow one takes.
    for (const kind of inTheWay(row)) expect(row.slow[kind].fastMs).toBeGreaterThan(1_500);
  });

  test.each(names)('%s: who puts an end to what hangs', (name) => {
    const { hang } = of(name);
    const fact = FACTS[name].hang;
    expect(hang.kills).toBe(fact !== null);
    if (fact === null) expect(hang.endedMs).toBeNull();
    else {
      expect(hang.endedMs).toBeGreaterThanOrEqual(fact.fromMs);
      expect(hang.endedMs).toBeLessThan(fact.toMs);
      expect(hang.outcome).toBe(fact.outcome);
    }
  });

  test.each(names)('%s: what becomes of it when a request ends its process', (name) => {
    const { crash } = of(name);
    expect(crash.outcome).toBe(FACTS[name].crash);
    expect(crash.restartedMs !== null).toBe(FACTS[name].restarts);
    expect(crash.served).toBe(FACTS[name].restarts ? crash.of : 0);
  });
});

describe('what the table says', () => {
  test('greenlets and threads without number are held, and it harms nobody; behind nginx nothing is held', () => {
    expect(heldText(of('runserver'))).toMatch(/as many as come/);
    expect(keptAway(of('runserver'))).toEqual([]);
    expect(heldText(of('nginx + Gunicorn'))).toBe('nobody');
    expect(buffersText(of('nginx + Gunicorn'))).toMatch(/^nginx: headers, .*answers$/);
  });

  test('the kernel shows Apache and uWSGI a connection with its first bytes only', () => {
    for (const name of ['uWSGI, http-socket', 'Apache prefork, embedded', 'Apache event, embedded'])
      expect(buffersText(of(name))).toBe('the kernel: idle connections');
  });

  test('mod_proxy takes a body of 20 kB off its client before it asks, and not one of 400 kB', () => {
    const { slow } = of('Apache mod_proxy + Gunicorn');
    // All but what goes beyond the first 16 KiB of it.
    expect(slow.body.heldMs).toBeLessThan(1_000);
    expect(slow['long body'].heldMs).toBeGreaterThan(4_000);
  });

  test('a server that is gone is said to be gone', () => {
    expect(crashText(of('CherryPy').crash)).toMatch(/nobody starts it again; 0 of 35/);
    expect(hangText(of('Gunicorn, gthread').hang)).toMatch(/^nobody \(timeout 3s\)/);
  });
});

describe('the current versions', () => {
  test('a worker that is killed in a hung request answers 500 first', () => {
    const [sync] = finish(arrangements('current', ARRANGEMENTS.slice(0, 1)));
    expect(sync?.hang.outcome).toBe('500');
  });
});
