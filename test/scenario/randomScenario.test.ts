import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/scenario/fields.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { SETTINGS } from '../../src/scenario/schema.ts';
import { entryOf } from '../../src/scenario/servers/appServers.ts';
import { randomScenario } from './randomScenario.ts';

const ALL = Array.from({ length: 1_500 }, (_, seed) => {
  const scenario = parseScenario(randomScenario(seed));
  if (isProblems(scenario)) throw new Error(`seed ${seed}: ${JSON.stringify(scenario)}`);
  return scenario;
});

describe('random scenarios', () => {
  test('are small', () => {
    for (const scenario of ALL) {
      const visits = scenario.clients.map(({ arrivals }) => {
        if (arrivals.kind === 'list') return arrivals.items.length;
        if (arrivals.kind === 'closed') return arrivals.count * arrivals.requestsEach;
        return (arrivals.perSecond * (arrivals.untilUs - arrivals.fromUs)) / 1e6;
      });
      const files = (population: number) => scenario.clients[population]?.assets.length ?? 0;
      const requests = visits.map((count, index) => count * (1 + files(index)));
      const bursts = scenario.script.map((step) =>
        step.do === 'burst' ? step.count * (1 + files(step.population)) : 0,
      );
      const total = [...requests, ...bursts].reduce((sum, count) => sum + count, 0);
      expect(total, scenario.title).toBeLessThanOrEqual(75);
      expect(scenario.durationUs).toBeLessThanOrEqual(20_000_000);
    }
  });

  test('meet every feature', () => {
    const met = new Set<string>();
    for (const { clients, front, socket, app, database, routes, script } of ALL) {
      if (front?.kind === 'nginx')
        met.add(`buffers ${front.proxy_request_buffering} ${front.proxy_buffering}`);
      met.add(`socket ${socket.kind}`).add(`database ${database?.kind}`);
      met.add(`${app.kind} behind ${front?.kind}`).add(`${app.instances} instances`);
      met.add(`${front?.instances} fronts`).add(`front on ${front?.hosts.length} hosts`);
      met.add(`app on ${app.hosts.length} hosts`).add(`method ${front?.upstream?.method}`);
      met.add(`${front?.upstream?.weights.length} weights`);
      if (app.kind === 'gunicorn')
        met.add(`app ${app.version}`).add(`${app.worker_class} behind ${front?.kind}`);
      for (const part of ['upstream', 'tls', 'limit_req', 'proxy_cache'] as const)
        if (front?.[part]) met.add(`${part} in ${front.kind}`);
      for (const route of routes) met.add(`effect ${route.effect}`);
      for (const step of script) met.add(`do ${step.do}`);
      for (const { arrivals, pace, link } of clients) {
        met.add(`arrivals ${arrivals.kind}`).add(`stops ${pace.stops}`).add(`link ${link.name}`);
      }
    }
    for (const feature of [
      'buffers true true',
      'buffers true false',
      'buffers false true',
      'buffers false false',
      ...['gunicorn', 'uwsgi', 'cherrypy', 'runserver', 'flask'].flatMap((app) =>
        ['nginx', 'apache', 'iis', 'undefined'].map((front) => `${app} behind ${front}`),
      ),
      'mod_wsgi behind apache',
      'mod_wsgi behind undefined',
      ...['upstream', 'tls', 'limit_req', 'proxy_cache'].map((part) => `${part} in nginx`),
      'upstream in apache',
      ...['apache', 'iis'].map((front) => `tls in ${front}`),
      ...['round_robin', 'least_conn', 'ip_hash'].map((method) => `method ${method}`),
      '1 weights',
      ...[1, 2, 3].flatMap((count) => [
        `${count} fronts`,
        `front on ${count} hosts`,
        `app on ${count} hosts`,
      ]),
      ...['unix', 'tcp'].map((kind) => `socket ${kind}`),
      ...['26.1', '20.1'].map((version) => `app ${version}`),
      ...['sync', 'gthread', 'gevent', 'asgi'].flatMap((worker_class) => [
        `${worker_class} behind nginx`,
        `${worker_class} behind undefined`,
      ]),
      ...[1, 2, 3].map((instances) => `${instances} instances`),
      ...['undefined', 'postgresql', 'mysql', 'sqlite'].map((kind) => `database ${kind}`),
      ...['none', 'crash', 'segv', 'sigkill', 'hang', 'hang-hard', 'spin'].map(
        (effect) => `effect ${effect}`,
      ),
      ...['list', 'poisson', 'uniform', 'closed'].map((kind) => `arrivals ${kind}`),
      ...['null', 'before-head', 'mid-head', 'mid-body'].map((stops) => `stops ${stops}`),
      ...['loopback', 'fibre', '4g', 'slow-3g', 'dribble', 'custom'].map((link) => `link ${link}`),
      ...[
        'kill-worker',
        'add-worker',
        'remove-worker',
        'reload-app',
        'stop-app',
        'start-app',
        'reload-front',
        'restart-database',
        'slow-database',
        'burst',
        'abort-client',
      ].map((action) => `do ${action}`),
    ]) {
      expect(met).toContain(feature);
    }
  });
});

describe('every setting', () => {
  const moved = new Set<string>();
  const note = (part: keyof typeof SETTINGS, resolved: object | null | undefined) => {
    for (const [member, field] of Object.entries(SETTINGS[part]) as [string, Field][])
      if (resolved && !Object.is(resolved[member as keyof typeof resolved], field.fallback))
        moved.add(`${part}.${field.key}`);
  };
  for (const scenario of ALL) {
    const { database, front } = scenario;
    note('scenario', scenario);
    for (const host of scenario.hosts) note('host', host);
    for (const population of scenario.clients) {
      const { arrivals } = population;
      note('population', population);
      note('link', population.link);
      note('pace', population.pace);
      if (arrivals.kind === 'closed') note('closed', arrivals);
      else if (arrivals.kind !== 'list') note('open', arrivals);
      else for (const arrival of arrivals.items) note('arrival', arrival);
      if (population.assets.length > 0) moved.add('assets');
    }
    note(front?.kind === 'nginx' || !front ? 'front' : front.kind, front);
    for (const part of ['upstream', 'tls', 'limit_req', 'proxy_cache'] as const)
      note(part, front?.[part]);
    note('socket', scenario.socket);
    note(scenario.app.kind === 'gunicorn' ? 'app' : scenario.app.kind, scenario.app);
    if (scenario.socket.backlog !== entryOf(scenario.app).backlog) moved.add('socket.backlog');
    for (const route of scenario.routes) {
      note('route', route);
      for (const span of route.spans) note('span', span);
    }
    note(database?.kind === 'postgresql' ? 'database' : (database?.kind ?? 'database'), database);
  }

  test.each([
    'assets',
    ...Object.entries(SETTINGS).flatMap(([part, table]) =>
      Object.values(table)
        // What has one value has no other.
        .filter((field: Field) => field.kind !== 'choice' || field.choices.length > 1)
        .map((field) => `${part}.${field.key}`),
    ),
  ])('%s is another than the default somewhere', (setting) => {
    expect(moved).toContain(setting);
  });
});
