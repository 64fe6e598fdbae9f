import { allowed, type Field, writeField } from '../../scenario/fields.ts';
import { type Quantity, unitsOf } from '../../scenario/units.ts';

/** A part of a JSON Schema (draft-07). */
export type Schema = { readonly [keyword: string]: unknown };

/** A set of settings and no others. */
export function objectOf(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
  words = '',
): Schema {
  return {
    ...(words ? { description: words } : {}),
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

/** The same schema with words of its own; those beside a reference would not be read, so it is wrapped. */
export function describe(words: string, schema: Schema): Schema {
  return '$ref' in schema
    ? { description: words, allOf: [schema] }
    : { description: words, ...schema };
}

// biome-ignore lint/suspicious/noExplicitAny: tables of different shapes share one reader
type AnyTable = Readonly<Record<string, Field<any>>>;

/** The settings of a table, by the keys under which they are written. */
export function propertiesOf(table: AnyTable): Record<string, Schema> {
  return Object.fromEntries(Object.values(table).map((field) => [field.key, fieldSchema(field)]));
}

/** One setting: what may be written, what it means, what holds without it. */
export function fieldSchema(field: Field): Schema {
  const fallback = field.fallback === null ? null : writeField(field.fallback, field);
  return {
    description: `${field.words}; allowed: ${allowed(field)}${fallback === null || fallback === '' ? '' : `; without it: ${text(fallback)}`}`,
    ...valueSchema(field),
  };
}

function text(value: unknown): string {
  return value === true ? 'on' : value === false ? 'off' : String(value);
}

function valueSchema(field: Field): Schema {
  const named = Object.keys(field.named);
  const orNamed = (schema: Schema): Schema =>
    named.length === 0 ? schema : { anyOf: [schema, { enum: named }] };
  switch (field.kind) {
    case 'flag':
      return { enum: unique(['on', 'off', true, false, ...named]) };
    case 'choice':
      return { enum: unique([...field.choices.flatMap(orNumber), ...named]) };
    case 'text':
      return orNamed({
        type: 'string',
        minLength: field.min,
        maxLength: field.max,
        ...(field.pattern ? { pattern: field.pattern.source } : {}),
      });
    case 'count':
    case 'number':
      return orNamed({
        type: field.kind === 'count' ? 'integer' : 'number',
        minimum: field.min,
        maximum: field.max,
      });
    default:
      return orNamed(quantitySchema(field.kind));
  }
}

const unique = (values: readonly unknown[]): unknown[] => [...new Set(values)];

/** YAML reads a bare 1.3 as a number. */
const orNumber = (choice: string): unknown[] =>
  /^\d+(\.\d+)?$/.test(choice) ? [choice, Number(choice)] : [choice];

/** A number with its unit, or 0: what lies within the limits, the validator knows. */
export function quantitySchema(kind: Quantity): Schema {
  const units = unitsOf(kind).map((unit) => unit.replaceAll('/', '\\/'));
  return {
    anyOf: [
      {
        type: 'string',
        pattern: `^\\s*(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d{1,2})?\\s*(?:${units.join('|')})\\s*$`,
      },
      { enum: [0, '0'] },
    ],
  };
}
