import { departures, furthestApart } from '../../insight/measured/departure.ts';
import { measuredSource } from '../../insight/measured/measuredSource.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { requestTable } from '../../recording/requestTable.ts';
import type { ReadyMade } from '../compare/readyMade.ts';
import type { CompareSide } from '../compare/side.ts';
import type { OpenedCase } from './measuredCases.ts';

/** The two sides of a measured case: its scenario simulated, and what was measured. */
export function sidesOfCase({ one, written }: OpenedCase): readonly CompareSide[] {
  return [
    { title: t('the model'), source: { scenario: written } },
    { title: t('the real servers'), source: { measured: one.name } },
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
  return front === null
    ? release(app.kind)
    : t('{app} behind {front}', { app: release(app.kind), front: release(front.kind) });
}

/** What is said of a case above the comparison. `title`: in plain words, where they are known. */
export function wordsOfCase(opened: OpenedCase, model: Run, title: string | null): ReadyMade {
  const { one, run } = opened;
  const found = departures(model, run);
  const [first] = found;
  const repetition = measuredSource(run)?.repetition;
  const apart = furthestApart(model, run);
  const count = one.measured.length;
  const which = repetition && { number: repetition.nth, all: repetition.of };
  const measured = !which
    ? t('Of this case only medians were kept: when each request started and ended, and how.')
    : (one.name.includes('#')
        ? t(
            'B is repetition {number} of {all}: connections, workers (numbered by first use), views and answers. What front server, master or database did in between was not measured.',
            which,
          )
        : t(
            'B is repetition {number} of {all}, the one nearest to the medians: connections, workers (numbered by first use), views and answers. What front server, master or database did in between was not measured.',
            which,
          )) + unseenText(run);
  return {
    id: one.name,
    title: title ?? one.name,
    lang: 'en',
    words: [
      t(
        '{count, plural, one {# request to {programs} on one machine, over loopback.} other {# requests to {programs} on one machine, over loopback.}}',
        { count, programs: programsOf(opened) },
      ),
      measured,
    ],
    look: first
      ? {
          atUs: first.atUs,
          words: t(
            '{count, plural, one {{request} departs; # of {all, plural, one {# request} other {# requests}} does} other {{request} departs; # of {all, plural, one {# request} other {# requests}} do}}',
            { count: found.length, all: count, request: requestName(first.a) },
          ),
        }
      : {
          atUs: apart?.atUs ?? 0,
          words: apart
            ? t('furthest apart: {request}, by {time}', {
                request: requestName(apart.request),
                time: durationText(Math.abs(apart.differenceUs)),
              })
            : t('nothing ends in both'),
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
  const more = unseen.length - names.length;
  const requests =
    more > 0
      ? t('{requests} and {count} more', { requests: names.join(', '), count: more })
      : names.join(', ');
  return ` ${t('{count, plural, one {{requests} got no answer of a view, which would have told the worker: B draws no worker for it.} other {{requests} got no answer of a view, which would have told the worker: B draws no worker for them.}}', { count: unseen.length, requests })}`;
}
