import { describe, expect, test } from 'vitest';
import { LINK } from '../../src/scenario/clientSchema.ts';
import { allowed, type Field, readField, writeField } from '../../src/scenario/fields.ts';
import { LINK_PRESETS } from '../../src/scenario/linkPresets.ts';
import { Problems } from '../../src/scenario/problems.ts';
import { INTERVENTION, SETTINGS } from '../../src/scenario/schema.ts';

const FIELDS = Object.entries({ ...SETTINGS, script: INTERVENTION }).flatMap(([part, table]) =>
  Object.values(table as Readonly<Record<string, Field>>).map(
    (field) => [`${part}.${field.key}`, field] as const,
  ),
);

describe('every setting', () => {
  test.each(FIELDS)('%s has a default within its own limits, and words', (_, field) => {
    const problems = new Problems();
    if (field.fallback !== null) {
      expect(readField(problems, field.key, writeField(field.fallback, field), field)).toBe(
        field.fallback,
      );
    }
    expect(problems.list).toEqual([]);
    expect(field.words.length).toBeGreaterThan(5);
    expect(allowed(field)).toMatch(/\S/);
  });

  test.each(FIELDS.filter(([, field]) => field.max > field.min && field.kind !== 'text'))(
    '%s takes its limits and nothing beyond',
    (_, field) => {
      const problems = new Problems();
      for (const limit of [field.min, field.max])
        readField(problems, '', writeField(limit, field), field);
      expect(problems.list).toEqual([]);
      readField(problems, '', writeField(field.max * 2, { ...field, named: {} }), field);
      expect(problems.list).toHaveLength(1);
      expect(problems.list[0]?.message).toBe(`is too much; allowed: ${allowed(field)}`);
    },
  );
});

test.each(Object.entries(LINK_PRESETS))('the link %s could be written out', (name, link) => {
  const problems = new Problems();
  expect(link.name).toBe(name);
  for (const [key, field] of Object.entries(LINK))
    readField(
      problems,
      key,
      writeField(link[key as keyof typeof LINK], field as Field),
      field as Field,
    );
  expect(problems.list).toEqual([]);
});
