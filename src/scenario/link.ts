import { isRecord } from './fields.ts';
import { packText, unpackText } from './packing.ts';
import { shown } from './problems.ts';
import type { Micros, Problem } from './scenario.ts';
import type { WrittenScenario } from './writeScenario.ts';

/** What a link carries: a scenario as written, and where one was looking. */
export interface LinkState {
  readonly scenario: WrittenScenario;
  /** The moment shown. */
  readonly atUs?: Micros;
  /** The request selected, by index from 0. */
  readonly selected?: number;
  /** The step of a lesson, by index from 0. */
  readonly step?: number;
}

const FORMAT = '1';
/** Longer links are neither made nor read: browsers and mail programs cut them. */
export const LONGEST_LINK = 100_000;
const VIEW = ['atUs', 'selected', 'step'] as const;

/**
 * `s=1.<check>.<length>.<packed>`, to stand behind the `#` of a page's address. Problems where the state is too large or
 * is not plain data. Never throws.
 */
export function encodeLink(state: LinkState): string | Problem[] {
  let text: string | undefined;
  try {
    const view = Object.fromEntries(VIEW.map((key) => [key, state[key]]));
    text = JSON.stringify({ scenario: state.scenario, ...view });
  } catch {
    return [problem('', 'this is not plain data and cannot be put into a link')];
  }
  const packed = text.length <= 10 * LONGEST_LINK ? packText(text) : text;
  if (packed.length > LONGEST_LINK) {
    return [
      problem(
        `${text.length} characters`,
        `this scenario is too large for a link; allowed: about ${LONGEST_LINK} characters. Save it as a file instead`,
      ),
    ];
  }
  return `s=${FORMAT}.${checkOf(packed)}.${packed.length.toString(36)}.${packed}`;
}

/**
 * Reads what {@link encodeLink} wrote: a whole address, its `#…` part, or what follows. What mail programs hang on behind
 * (`.`, `)`) is forgiven. The scenario within is as written and not yet checked: hand it to `parseScenario`. Never throws.
 */
export function decodeLink(link: string): LinkState | Problem[] {
  const body = /^(?:[^#]*#)?(?:[^#]*&)?s=([^&#]*)/s.exec(
    typeof link === 'string' ? link.slice(0, 4 * LONGEST_LINK) : '',
  )?.[1];
  if (body === undefined)
    return [problem(link, 'holds no scenario; allowed: a link that contains #s=1.…')];
  const format = /^(\d+)(?:\.|$)/.exec(body)?.[1];
  if (format !== undefined && format !== FORMAT) {
    return [
      problem(
        body,
        `is written in format ${shown(format)}, which this site does not know; it reads format ${FORMAT}. A newer version of the site may open it`,
      ),
    ];
  }
  const [, check, length, rest] = /^1\.([\w-]{5})\.([0-9a-z]{1,5})\.(.*)$/s.exec(body) ?? [];
  if (check === undefined || length === undefined || rest === undefined) {
    const isCut = /^(1(\.[\w-]{0,5}(\.[0-9a-z]{0,5})?)?)?$/.test(body);
    return [
      problem(body, isCut ? CUT : 'is not a link of this site; allowed: #s=1.… as copied from it'),
    ];
  }
  const characters = Number.parseInt(length, 36);
  if (characters > LONGEST_LINK)
    return [problem(body, `is too long; allowed: ${LONGEST_LINK} characters`)];
  if (rest.length < characters)
    return [
      problem(body, `${CUT}; ${characters - rest.length} of ${characters} characters are missing`),
    ];
  const packed = rest.slice(0, characters);
  if (checkOf(packed) !== check)
    return [problem(body, 'was changed on its way; copy it again from where it came')];
  return stateOf(unpackText(packed), body);
}

const CUT = 'is cut short: its end is missing; copy the whole link';

function stateOf(text: string | null, body: string): LinkState | Problem[] {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return [problem(body, 'holds nothing that can be read; copy it again from where it came')];
  }
  if (!isRecord(value) || !isRecord(value.scenario)) return [problem(text, 'holds no scenario')];
  const state: { scenario: WrittenScenario } & { [K in (typeof VIEW)[number]]?: number } = {
    scenario: value.scenario,
  };
  for (const key of VIEW) {
    const number = value[key];
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0)
      state[key] = number;
    else if (number !== undefined)
      return [{ at: key, value: shown(number), message: 'must be a whole number, 0 or more' }];
  }
  return state;
}

/** 30 bits of FNV-1a as five characters. */
export function checkOf(packed: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < packed.length; at++)
    hash = Math.imul(hash ^ packed.charCodeAt(at), 0x01000193);
  const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  return [0, 6, 12, 18, 24]
    .map((shift) => ALPHABET[((hash ^ (hash >>> 30)) >>> shift) & 63])
    .join('');
}

const problem = (value: unknown, message: string): Problem => ({
  at: 'link',
  value: shown(value),
  message,
});
