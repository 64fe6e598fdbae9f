import { departures, furthestApart } from '../../insight/measured/departure.ts';
import { measuredSource } from '../../insight/measured/measuredSource.ts';
import { countText, durationText, requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { requestTable } from '../../recording/requestTable.ts';
import type { ReadyMade } from '../compare/readyMade.ts';
import type { CompareSide } from '../compare/side.ts';
import type { OpenedCase } from './measuredCases.ts';

/** What the two sides of a measured case are called. */
export const MODEL = 'the model';
export const REAL = 'the real servers';

/** The two sides of a measured case: its scenario simulated, and what was measured. */
export function sidesOfCase({ one, written }: OpenedCase): readonly CompareSide[] {
  return [
    { title: MODEL, source: { scenario: written } },
    { title: REAL, source: { measured: one.name } },
  ];
}

/** What was measured, to the last number; programs without two generations were measured in one release. */
const RELEASES: Readonly<Record<string, string>> = {
  'gunicorn classic': 'Gunicorn 20.1.0',
  'gunicorn current': 'Gunicorn 26.1.0',
  'nginx classic': 'nginx 1.22.1',
  'nginx current': 'nginx 1.31.5',
  uwsgi: 'uWSGI 2.0.21',
  mod_wsgi: 'mod_wsgi 4.9.4 in Apache 2.4.71',
  apache: 'Apache 2.4.71',
  cherrypy: 'CherryPy’s cheroot 9.0.0',
  runserver: 'runserver of Django 3.2.25',
};

/** The programs of a case: `Gunicorn 20.1.0 behind nginx 1.22.1`. */
export function programsOf({ one, scenario: { app, front } }: OpenedCase): string {
  const release = (kind: string) => RELEASES[`${kind} ${one.version}`] ?? RELEASES[kind] ?? kind;
  return front === null ? release(app.kind) : `${release(app.kind)} behind ${release(front.kind)}`;
}

/** What is said of a case above the comparison. `title`: in plain words, where they are known. */
export function wordsOfCase(opened: OpenedCase, model: Run, title: string | null): ReadyMade {
  const { one, run } = opened;
  const found = departures(model, run);
  const [first] = found;
  const repetition = measuredSource(run)?.repetition;
  const apart = furthestApart(model, run);
  const which = one.name.includes('#') ? '' : ', the one nearest to the medians';
  const measured =
    repetition == null
      ? 'Of this case only medians were kept: when each request started and ended, and how.'
      : `B is repetition ${repetition.nth} of ${repetition.of}${which}: connections, workers (numbered by first use), views and answers. What front server, master or database did in between was not measured.${unseenText(run)}`;
  return {
    id: one.name,
    title: title ?? one.name,
    words: [
      `${countText(one.measured.length, 'request')} to ${programsOf(opened)} on one machine, over loopback.`,
      measured,
    ],
    look: first
      ? {
          atUs: first.atUs,
          words: `${requestName(first.a)} departs; ${found.length} of ${countText(one.measured.length, 'request')} ${found.length === 1 ? 'does' : 'do'}`,
        }
      : {
          atUs: apart?.atUs ?? 0,
          words: apart
            ? `furthest apart: ${requestName(apart.request)}, by ${durationText(Math.abs(apart.differenceUs))}`
            : 'nothing ends in both',
        },
    traffic: {},
    deployments: [],
  };
}

/** Worker and view are told by the answer of a view: where none came they are not known, and what is drawn must not be taken for an idle worker. */
function unseenText(run: Run): string {
  const unseen = requestTable(run).filter((row) => {
    const route = run.scenario.routes[run.seed(row.id).route];
    return row.worker === null && route?.isStatic === false;
  });
  if (unseen.length === 0) return '';
  const names = unseen.slice(0, 3).map((row) => requestName(row.id));
  const more = unseen.length > names.length ? ` and ${unseen.length - names.length} more` : '';
  return ` ${names.join(', ')}${more} got no answer of a view, which would have told the worker: B draws no worker for ${unseen.length === 1 ? 'it' : 'them'}.`;
}
