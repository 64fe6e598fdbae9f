/** The JSON Schemas that editors complete and check with, held against the lessons as an editor does. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SCHEMAS, schemaText } from '../../src/cli/lessons/schema.ts';
import { STEP_KINDS } from '../../src/lesson/lesson.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import { APP_SERVERS } from '../../src/scenario/servers/appServers.ts';
import { LESSON_FILES } from './readLessons.ts';

const LESSONS = new URL('../../lessons/', import.meta.url);
const BROKEN = new URL('./broken/', import.meta.url);
const dataOf = (url: URL): unknown => parse(readFileSync(url, 'utf8'));

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(SCHEMAS['lesson.schema.json']?.() ?? {}, 'lesson.schema.json');
const validators = new Map<string, ValidateFunction>();

/** What an editor underlines in a file: paths and what is wrong there. */
function underlined(schema: string, data: unknown): string[] {
  let validate = validators.get(schema);
  if (!validate) {
    validate = ajv.compile(SCHEMAS[schema]?.() ?? {});
    validators.set(schema, validate);
  }
  return validate(data)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}

test.each(Object.keys(SCHEMAS))('%s is what its source makes of it', (name) => {
  expect(
    readFileSync(new URL(name, LESSONS), 'utf8') === schemaText(name),
    'is stale: npm run lessons -- schema',
  ).toBe(true);
});

test.each(LESSON_FILES)('%s conforms', (file) => {
  expect(underlined('lesson.schema.json', dataOf(new URL(file, LESSONS)))).toEqual([]);
});

test('course.yaml, glossary.yaml and shared.yaml conform', () => {
  expect(underlined('shared.schema.json', dataOf(new URL('shared.yaml', LESSONS)))).toEqual([]);
  expect(underlined('shared.schema.json', { one: { durration: '3s' } })).not.toEqual([]);
  expect(underlined('course.schema.json', dataOf(new URL('course.yaml', LESSONS)))).toEqual([]);
  expect(underlined('glossary.schema.json', dataOf(new URL('glossary.yaml', LESSONS)))).toEqual([]);
});

test.each(Object.entries(PRESETS))('the scenario %s conforms', (_, scenario) => {
  const data = { ...(dataOf(new URL('05-unknown-kind-of-step.yaml', BROKEN)) as object) };
  const found = underlined('lesson.schema.json', {
    ...data,
    runs: { one: { title: 'one', scenario, expect: [{ metric: 'workers', above: 0 }] } },
  });
  expect(found.filter((line) => line.startsWith('/runs'))).toEqual([]);
});

/** Mistakes that a schema can see; what names mean within a lesson (runs, clients, terms, units), the reader alone knows. */
test.each([
  ['01-typo-in-a-key', 'additional properties {"additionalProperty":"sya"}'],
  ['02-typo-in-a-setting', '{"additionalProperty":"wokers"}'],
  ['03-time-without-a-unit', '/runs/one/scenario/duration'],
  ['04-unknown-unit', '/runs/one/scenario/duration must match pattern'],
  ['05-unknown-kind-of-step', '/steps/2/kind'],
  ['06-no-answer', "must have required property 'answer'"],
  ['10-right-is-yes', '/steps/0/options/1/right must be equal to constant'],
  ['11-off-is-no', '/runs/one/scenario/front/proxy_request_buffering'],
  ['17-unknown-event', '/runs/one/expect/0/count must be equal to one of the allowed values'],
  ['19-curve-without-values', "must have required property 'values'"],
  ['25-seed-in-a-change', '{"additionalProperty":"seed"}'],
  ['26-claim-compares-twice', '/runs/one/expect/0 must match exactly one schema'],
  ['30-tolerance-without-percent', '/steps/0/tolerance must be string'],
  ['32-source-without-a-place', '/sources/0 must match exactly one schema'],
])('%s is underlined', (name, says) => {
  const found = underlined('lesson.schema.json', dataOf(new URL(`${name}.yaml`, BROKEN)));
  expect(found.join('\n')).toContain(says);
});

describe('an editor is offered', () => {
  const schema = JSON.parse(schemaText('lesson.schema.json'));
  const { definitions, properties, required } = schema;

  test('keys, each with words', () => {
    expect(required).toContain('sources');
    for (const part of [properties, definitions.run.properties, definitions.route.properties])
      for (const [key, each] of Object.entries(part as Record<string, { description?: string }>))
        expect(each.description, key).toMatch(/\S/);
  });

  test('every kind of step, with its own keys', () => {
    const kinds = properties.steps.items.oneOf.map(
      ({ $ref }: { $ref: string }) =>
        definitions[$ref.replace('#/definitions/', '')].properties.kind.enum[0],
    );
    expect(kinds).toEqual(STEP_KINDS);
    expect(Object.keys(definitions['step-puzzle'].properties)).toContain('solutions');
    expect(Object.keys(definitions['step-read'].properties)).not.toContain('solutions');
  });

  test('every server with its settings', () => {
    const [names, ...servers] = definitions.app.anyOf;
    expect(names.enum).toEqual(Object.keys(APP_SERVERS));
    const uwsgi = servers.find(
      ({ properties: own }: { properties: { server: { enum: string[] } } }) =>
        own.server.enum[0] === 'uwsgi',
    );
    expect(uwsgi.properties.harakiri.description).toMatch(/allowed: .*; without it: never/);
  });
});
