import { type Field, writeField } from '../scenario/fields.ts';
import { parseQuantity, type Quantity } from '../scenario/units.ts';
import type { Knob } from './knob.ts';

/** The written form of a knob's default; empty where it depends on something else. */
export function usualOf({ field }: Knob): string | number | boolean {
  if (field.fallback === null) return '';
  return writeField(field.fallback, { named: {}, ...field } as Field) as string | number | boolean;
}

/** Whether what is written means something else than the default. */
export function isChanged(knob: Knob, value: unknown): boolean {
  const usual = usualOf(knob);
  const { kind, key } = knob.field;
  // Everything has a name: having one is no change.
  if (key === 'name') return false;
  if (value === undefined || value === usual || String(value) === String(usual)) return false;
  if (kind === 'flag') return (value === true || value === 'on') !== (knob.field.fallback === true);
  if (kind === 'choice' || kind === 'text' || kind === 'count' || kind === 'number') return true;
  const read = parseQuantity(kind as Quantity, value);
  return !('value' in read) || read.value !== knob.field.fallback;
}
