import { msg, t } from '../language/t.ts';
import { isRecord } from '../scenario/fields.ts';
import { SETTINGS } from '../scenario/schema.ts';
import type { FrontEntry, FrontParts } from '../scenario/servers/frontServer.ts';
import { weightKnobs } from './instanceKnobs.ts';
import { type AnyField, type Knob, knob } from './knob.ts';
import { instancesOf, resolvedFront } from './servers.ts';
import { stopsOf } from './worthTrying.ts';
import { valueIn, type Written, withValue } from './written.ts';

type Part = keyof FrontParts;

interface PartWords {
  /** Its heading. */
  readonly group: string;
  readonly words: string;
  /** Settings of it that are rarely needed. */
  readonly rare: readonly string[];
}

/** Parts of a front server that are there or not, each with settings of its own. */
export const PART_WORDS: Readonly<Record<Part, PartWords>> = {
  upstream: {
    group: msg('Sharing out (upstream)'),
    words: msg(
      'an upstream block: who gets the next request, who is left alone, which connections are kept; several app servers have one anyway',
    ),
    rare: ['keepalive_timeout', 'keepalive_requests'],
  },
  tls: {
    group: msg('Encryption (TLS, HTTP/2)'),
    words: msg('clients speak TLS with the front server, and HTTP/2 if they like'),
    rare: ['certificate'],
  },
  limit_req: {
    group: msg('Rate limit (limit_req)'),
    words: msg('so many requests of one address go through, the others wait or are refused'),
    rare: [],
  },
  proxy_cache: {
    group: msg('Cache (proxy_cache)'),
    words: msg('answers are kept, and given again without asking the app server'),
    rare: ['proxy_cache_lock_age'],
  },
};

const isOff = (value: unknown) =>
  value === undefined || value === false || value === 'none' || value === 'off';

/** Whether the front server has a part; several app servers cannot do without an upstream block. */
export function hasPart(scenario: Written, part: Part): boolean {
  const isNeeded = part === 'upstream' && instancesOf(scenario, 'app') > 1;
  return isNeeded || !isOff(valueIn(scenario, ['front', part]));
}

/** A part as a set of settings: `upstream: true` is a block with nothing in it. */
function setOf(scenario: Written, part: Part): Written {
  const block = valueIn(scenario, ['front', part]);
  return isRecord(block) ? block : {};
}

/** The parts that a front server can have: a switch for each, and what is set in it. Turning one of its settings switches it on. */
export function frontPartKnobs(scenario: Written, entry: FrontEntry): Knob[] {
  return entry.parts.flatMap((part) => [
    switchOf(part),
    ...Object.values(SETTINGS[part] as Readonly<Record<string, AnyField>>).map((field) =>
      settingOf(scenario, entry, part, field),
    ),
    ...(part === 'upstream'
      ? weightKnobs(scenario, PART_WORDS.upstream.group, (from) => setOf(from, 'upstream'))
      : []),
  ]);
}

function switchOf(part: Part): Knob {
  const { group, words } = PART_WORDS[part];
  const path = ['front', part] as const;
  return {
    group,
    name: part,
    words: t(words),
    path,
    field: { kind: 'flag', fallback: false, choices: [] },
    stops: [],
    isMain: true,
    read: (from) => hasPart(from, part),
    write: (from, value) => withValue(from, path, value === true ? true : undefined),
  };
}

function settingOf(scenario: Written, entry: FrontEntry, part: Part, field: AnyField): Knob {
  const { group, rare } = PART_WORDS[part];
  const { key } = field;
  const path = ['front', part] as const;
  const isThere = hasPart(scenario, part);
  const isPool = part === 'upstream' && key === 'keepalive';
  const fallback = isPool ? (isThere ? usualPool(scenario, entry) : 0) : field.fallback;
  return knob(
    group,
    [...path, key],
    {
      ...field,
      fallback,
      choices: key === 'method' ? (entry.methods ?? field.choices) : field.choices,
    },
    stopsOf(`front.${part}.${key}`, field),
    {
      name: `${part}: ${key}`,
      isMain: isThere && !rare.includes(key),
      write: (from, value) => {
        const { [key]: _, ...set } = setOf(from, part);
        return withValue(from, path, value === undefined ? set : { ...set, [key]: value });
      },
    },
  );
}

/** Idle connections that this version keeps where nothing is written. */
function usualPool(scenario: Written, entry: FrontEntry): number {
  return entry.traits(resolvedFront(scenario, entry) as never).upstreamPool;
}
