import { COMPARISONS } from '../../insight/claims/claims.ts';
import { MEASURES } from '../../insight/claims/claimsPhrases.ts';
import * as SHAPE from '../../lesson/shape.ts';
import { type Keys, LESSON, type Shape, STEP, STEP_OF } from '../../lesson/shape.ts';
import { EVENTS } from '../../recording/vocabulary.ts';
import { PRESETS } from '../../scenario/presets.ts';
import { describe, objectOf, type Schema } from './schemaField.ts';
import { scenarioDefinitions } from './schemaScenario.ts';

const DRAFT = 'http://json-schema.org/draft-07/schema#';
const EXAMPLES = {
  measure: [...MEASURES.map(({ words }) => words), 'p95 of fast in buffered'],
  moment: [
    '3.2s',
    'start',
    'end',
    'longest queue',
    'queue reaches 5',
    'worker/accepted of slow#2',
    '2nd worker/timedOut',
    'last query/finished',
    'worker/accepted of slow#2 + 300ms',
  ],
  request: ['#4', 'fast#2', 'slowest of fast', 'longest waiting of fast'],
  setting: ['app.workers', 'front', 'front.proxy_request_buffering', 'routes.home.cpu'],
} as const;

/** The JSON Schema of lesson files: what editors complete and check with. */
export function lessonSchema(): Schema {
  const steps = Object.keys(STEP_OF).map((kind) => ref(`step-${kind}`));
  const properties = propertiesOf(LESSON);
  return {
    $schema: DRAFT,
    title: 'A lesson of Roundtrip',
    ...objectOf(
      {
        ...properties,
        steps: { ...properties.steps, type: 'array', minItems: 1, items: { oneOf: steps } },
      },
      neededOf(LESSON),
    ),
    definitions: {
      ...scenarioDefinitions(),
      ...Object.fromEntries(
        Object.entries(SHARED).map(([name, keys]) => [
          name,
          { ...objectOf(propertiesOf(keys), neededOf(keys)), ...(TOGETHER[name] ?? {}) },
        ]),
      ),
      ...Object.fromEntries(
        Object.keys(STEP_OF).map((kind) => [`step-${kind}`, stepSchema(kind as Kind)]),
      ),
    },
  };
}

/** The JSON Schema of course.yaml. */
export function courseSchema(): Schema {
  return {
    $schema: DRAFT,
    title: 'The modules of the course',
    ...objectOf(propertiesOf(SHAPE.COURSE), neededOf(SHAPE.COURSE)),
    definitions: { module: objectOf(propertiesOf(SHAPE.MODULE), neededOf(SHAPE.MODULE)) },
  };
}

/** The JSON Schema of glossary.yaml: terms with their meaning. */
export function glossarySchema(): Schema {
  return {
    $schema: DRAFT,
    title: 'Terms that all lessons share',
    type: 'object',
    additionalProperties: objectOf(propertiesOf(SHAPE.TERM), neededOf(SHAPE.TERM)),
  };
}

/** The JSON Schema of shared.yaml: scenarios by name, as lessons hold them. */
export function sharedSchema(): Schema {
  return {
    $schema: DRAFT,
    title: 'Scenarios that lessons share',
    type: 'object',
    additionalProperties: { $ref: 'lesson.schema.json#/definitions/scenario' },
  };
}

/** Every generated schema by the name of its file in `lessons/`. */
export const SCHEMAS: Readonly<Record<string, () => Schema>> = {
  'lesson.schema.json': lessonSchema,
  'course.schema.json': courseSchema,
  'glossary.schema.json': glossarySchema,
  'shared.schema.json': sharedSchema,
};

/** A schema as its file holds it. */
export function schemaText(name: string): string {
  return `${JSON.stringify(SCHEMAS[name]?.(), null, 1)}\n`;
}

type Kind = keyof typeof STEP_OF;

/** Sets of keys that stand in several places, or are long: each once, under a name. */
const SHARED: Readonly<Record<string, Keys>> = {
  claim: SHAPE.CLAIM,
  expectation: SHAPE.EXPECTATION,
  run: SHAPE.RUN,
  look: SHAPE.LOOK,
  option: SHAPE.OPTION,
  point: SHAPE.POINT,
  'order-item': SHAPE.ORDER_ITEM,
  curve: SHAPE.CURVE,
  knob: SHAPE.KNOB,
  budget: SHAPE.BUDGET,
  caption: SHAPE.CAPTION,
  answer: SHAPE.ANSWER,
  seed: SHAPE.SEED,
  source: SHAPE.SOURCE,
};

const oneOf = (...keys: readonly (readonly string[])[]): Schema => ({
  oneOf: keys.map((required) => ({ required })),
});
const COMPARED_ONCE = oneOf(...COMPARISONS.map((word) => [word]));
const CLAIMED_ONCE: Schema = {
  oneOf: [
    { required: ['metric'], ...COMPARED_ONCE },
    { required: ['count'], ...COMPARED_ONCE },
    { required: ['why', 'at', 'names'] },
  ],
};

/** What a list of keys alone does not say: which of them exclude one another. */
const TOGETHER: Readonly<Record<string, Schema>> = {
  claim: CLAIMED_ONCE,
  expectation: CLAIMED_ONCE,
  run: oneOf(['scenario'], ['use'], ['extends', 'change']),
  source: oneOf(['link'], ['case'], ['rule']),
};

const QUESTIONS = oneOf(['options'], ['point'], ['answer'], ['order'], ['curve']);

function stepSchema(kind: Kind): Schema {
  const asks = kind === 'predict' || kind === 'observe';
  const needed = [...neededOf(STEP), ...neededOf(STEP_OF[kind])];
  if (kind !== 'run' && kind !== 'reveal') needed.push('say');
  // Answers and turned knobs are kept under it.
  if (asks || kind === 'change' || kind === 'puzzle') needed.push('id');
  return {
    ...objectOf(
      {
        ...propertiesOf(STEP),
        ...propertiesOf(STEP_OF[kind]),
        kind: { ...propertiesOf(STEP).kind, enum: [kind] },
      },
      [...new Set(needed)],
    ),
    ...(asks ? QUESTIONS : {}),
  };
}

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

function neededOf(keys: Keys): string[] {
  return Object.entries(keys).flatMap(([key, { isNeeded }]) => (isNeeded ? [key] : []));
}

function propertiesOf(keys: Keys): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(keys).map(([key, { words, is }]) => [
      key,
      describe(words, { ...schemaOf(is), ...(OF_KEY[key] ?? {}) }),
    ]),
  );
}

/** Where the name of a key tells more than its shape. */
const OF_KEY: Readonly<Record<string, Schema>> = {
  count: { enum: EVENTS },
  link: { pattern: '^https://[\\w.-]+(?:[/?#][!-~]*)?$' },
  use: { examples: Object.keys(PRESETS) },
};

function schemaOf(shape: Shape): Schema {
  switch (shape) {
    case 'line':
    case 'text':
      return { type: 'string', minLength: 1 };
    case 'name':
      return { type: 'string', pattern: '^[a-z][a-z0-9-]*$' };
    case 'whole':
      return { type: 'integer', minimum: 0 };
    case 'number':
      return { type: 'number' };
    case 'share':
      return { type: 'string', pattern: '^\\d{1,3}(?:\\.\\d+)? ?%$', examples: ['25%', '90%'] };
    case 'yes':
      return { const: true };
    case 'measure':
    case 'request':
      return { type: 'string', minLength: 2, examples: EXAMPLES[shape] };
    case 'setting':
      return {
        type: 'string',
        pattern: '^[A-Za-z][\\w-]*(?:\\.[A-Za-z][\\w-]*)*$',
        examples: EXAMPLES.setting,
      };
    case 'moment':
      return { type: ['string', 'integer'], examples: EXAMPLES.moment };
    case 'scenario':
    case 'change':
      return ref(shape);
    case 'any':
      return {};
  }
  if ('oneOf' in shape) return { enum: shape.oneOf };
  if ('either' in shape) return { anyOf: shape.either.map(schemaOf) };
  if ('list' in shape)
    return {
      type: 'array',
      items: schemaOf(shape.list),
      ...(shape.least === undefined ? {} : { minItems: shape.least }),
      ...(shape.most === undefined ? {} : { maxItems: shape.most }),
    };
  if ('named' in shape) return { type: 'object', additionalProperties: schemaOf(shape.named) };
  const name = Object.keys(SHARED).find((key) => SHARED[key] === shape.keys);
  return name === undefined ? objectOf(propertiesOf(shape.keys), neededOf(shape.keys)) : ref(name);
}
