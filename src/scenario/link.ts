import { t } from '../language/t.ts';
import { isRecord } from './fields.ts';
import { packText, unpackText } from './packing.ts';
import { shown } from './problems.ts';
import type { Micros, Problem } from './scenario.ts';
import { LONGEST_LINK, linkProblem, seal, unseal } from './sealed.ts';
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
    return linkProblem('', t('this is not plain data and cannot be put into a link'));
  }
  const packed = text.length <= 10 * LONGEST_LINK ? packText(text) : text;
  if (packed.length > LONGEST_LINK)
    return linkProblem(
      `${text.length} characters`,
      t(
        'this scenario is too large for a link; allowed: about {most} characters. Save it as a file instead',
        { most: String(LONGEST_LINK) },
      ),
    );
  return seal('s', packed);
}

/**
 * Reads what {@link encodeLink} wrote: a whole address, its `#…` part, or what follows. What mail programs hang on behind
 * (`.`, `)`) is forgiven. The scenario within is as written and not yet checked: hand it to `parseScenario`. Never throws.
 */
export function decodeLink(link: string): LinkState | Problem[] {
  const read = unseal('s', link, t('holds no scenario; allowed: a link that contains #s=1.…'));
  return 'packed' in read ? stateOf(unpackText(read.packed)) : read;
}

function stateOf(text: string | null): LinkState | Problem[] {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return linkProblem(text, t('holds nothing that can be read; copy it again from where it came'));
  }
  if (!isRecord(value) || !isRecord(value.scenario))
    return linkProblem(text, t('holds no scenario'));
  const state: { scenario: WrittenScenario } & { [K in (typeof VIEW)[number]]?: number } = {
    scenario: value.scenario,
  };
  for (const key of VIEW) {
    const number = value[key];
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0)
      state[key] = number;
    else if (number !== undefined)
      return [{ at: key, value: shown(number), message: t('must be a whole number, 0 or more') }];
  }
  return state;
}
