import { t } from '../language/t.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { hasPart } from './frontPartKnobs.ts';
import { type AnyField, type Knob, knob, SIZES, TIMES } from './knob.ts';
import { renamed } from './renamed.ts';
import { hasFront } from './servers.ts';
import { valueIn, type Written } from './written.ts';

const { route, span } = SETTINGS;
const isOn = (value: unknown) => value === true || value === 'on';
const COUNTS = [0, 1, 2, 5, 10, 20, 50, 100];

/** What Django, or the disk, does for one URL, and its named parts. */
export function routeKnobs(scenario: Written, view: number, hasDatabase: boolean): Knob[] {
  const own = (key: string, field: AnyField, stops: Knob['stops'], more?: Partial<Knob>) =>
    knob('Django', ['routes', view, key], field, stops, more);
  const more = { isMain: false };
  const isStatic = valueIn(scenario, ['routes', view, 'static']) === true;
  const asks = hasDatabase && !isStatic;
  return [
    own('cpu', route.cpuUs, TIMES.work, { words: t('Python’s own work in the view') }),
    own('wait', route.waitUs, TIMES.waits),
    ...(asks
      ? [
          own('queries', route.queries, COUNTS),
          own('query', route.queryUs, TIMES.work),
          own('locks', route.locks, []),
          own('writes', route.writes, []),
        ]
      : []),
    own('response', route.responseBytes, SIZES, {
      name: 'view: response',
      words: t('size of the answer’s body'),
    }),
    own('effect', route.effect, []),
    own('name', route.name, [], {
      ...more,
      name: 'view: name',
      write: (from, value) => renamed(from, 'routes', view, String(value)),
    }),
    own('method', route.method, [], { ...more, name: 'view: method' }),
    own('path', route.path, [], { ...more, name: 'view: path' }),
    own('body', route.bodyBytes, SIZES, { ...more, name: 'view: body' }),
    own('type', route.contentType, [], { ...more, name: 'view: type' }),
    own('waitIs', route.waitIs, [], { ...more, name: 'view: waitIs' }),
    own('static', route.isStatic, [], { ...more, name: 'view: static' }),
    own('async', route.isAsync, [], more),
    own('memory', route.memoryBytes, ['0B', '1MB', '10MB', '50MB', '200MB', '1GB'], {
      ...more,
      name: 'view: memory',
    }),
    own('cacheable', route.isCacheable, [], {
      isMain: hasFront(scenario) && hasPart(scenario, 'proxy_cache'),
    }),
    own('compressesTo', route.compressesTo, [0.1, 0.25, 0.5, 1], {
      isMain: isOn(valueIn(scenario, ['front', 'gzip'])),
    }),
    ...spanKnobs(scenario, view, asks),
  ];
}

function spanKnobs(scenario: Written, view: number, asks: boolean): Knob[] {
  const spans = valueIn(scenario, ['routes', view, 'spans']);
  return (Array.isArray(spans) ? spans : []).flatMap((_, index) => {
    const own = (key: keyof typeof KEYS, stops: Knob['stops']) =>
      knob('Django', ['routes', view, 'spans', index, key], KEYS[key], stops, {
        isMain: false,
        name: `part ${index + 1}: ${key}`,
      });
    return [
      own('kind', []),
      own('name', []),
      own('cpu', TIMES.work),
      own('wait', TIMES.waits),
      ...(asks ? [own('queries', COUNTS), own('query', TIMES.work)] : []),
    ];
  });
}

const KEYS = {
  kind: span.kind as AnyField,
  name: span.name as AnyField,
  cpu: span.cpuUs as AnyField,
  wait: span.waitUs as AnyField,
  queries: span.queries as AnyField,
  query: span.queryUs as AnyField,
};
