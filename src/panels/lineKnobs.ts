import { msg, t } from '../language/t.ts';
import { isRecord, writeField } from '../scenario/fields.ts';
import { LINK_PRESETS } from '../scenario/linkPresets.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { type AnyField, choice, type Knob, SPEEDS, TIMES } from './knob.ts';
import { valueIn, type Written, withValue } from './written.ts';

const { link, pace } = SETTINGS;
const LINKS = Object.keys(LINK_PRESETS);

/** Makes a knob of one group of clients. */
export type Own = (
  path: readonly (string | number)[],
  field: AnyField,
  stops: Knob['stops'],
  isMain?: boolean,
) => Knob;

/** In what manner they send and read. */
export function paceKnobs(own: Own): Knob[] {
  const over = ['0s', '1s', '2s', '5s', '10s', '30s'];
  return [
    own(['pace', 'headOver'], pace.headOverUs, over),
    own(['pace', 'bodyOver'], pace.bodyOverUs, over),
    own(['pace', 'stops'], pace.stops, []),
    own(['pace', 'readRate'], pace.readBytesPerSecond, SPEEDS),
    own(['pace', 'readEvery'], pace.readEveryUs, ['1ms', '10ms', '50ms', '200ms', '1s']),
    own(['pace', 'readDelay'], pace.readDelayUs, over),
  ];
}

/** Over which line they come. */
export function lineKnob(index: number, name: string): Knob {
  const path = ['clients', index, 'link'] as const;
  return {
    group: msg('Clients'),
    name: `${name}: link`,
    words: t('the line they come over; custom has a round trip and speeds of its own'),
    path,
    field: choice('fibre', [...LINKS, 'custom']),
    stops: [],
    isMain: true,
    read: (from) => {
      const value = valueIn(from, path) ?? 'fibre';
      return isRecord(value) ? 'custom' : value;
    },
    write: (from, value) => {
      if (value !== 'custom') return withValue(from, path, value);
      const present = valueIn(from, path) ?? 'fibre';
      if (isRecord(present)) return from;
      const preset = LINK_PRESETS[String(present)];
      const own = Object.entries(link).map(([key, field]) => [
        field.key,
        writeField(preset?.[key as keyof typeof link] ?? field.fallback, field),
      ]);
      return withValue(from, path, Object.fromEntries(own));
    },
  };
}

/** What a line of their own is like. */
export function lineKnobs(scenario: Written, index: number, own: Own): Knob[] {
  if (!isRecord(valueIn(scenario, ['clients', index, 'link']))) return [];
  const buffers = ['1KiB', '16KiB', '64KiB', '128KiB', '1.6MB'];
  return [
    own(['link', 'rtt'], link.rttUs, TIMES.short),
    own(['link', 'up'], link.upBytesPerSecond, SPEEDS),
    own(['link', 'down'], link.downBytesPerSecond, SPEEDS),
    own(['link', 'burst'], link.burstBytes, ['0B', '64KiB', '1MiB', '10MiB']),
    own(['link', 'sendBuffer'], link.sendBufferBytes, buffers),
    own(['link', 'receiveBuffer'], link.receiveBufferBytes, buffers),
  ];
}
