import { PRESETS } from '../../scenario/presets.ts';
import { routeHash } from '../route.ts';
import { packSandbox } from '../sandbox/sandboxLink.ts';
import type { Situation } from './situations.ts';

/** Of the height, percent, where an instrument is what there is to see. */
const INSTRUMENT_SHARE = 62;

/** The address of the very moment of a situation, from `#` on. */
export function situationAddress({ world, atUs, selected, tab }: Situation): string {
  const moment = { atUs, request: selected ?? null };
  if ('comparison' in world)
    return routeHash({ page: 'compare', readyMade: world.comparison, state: null, moment });
  if ('measured' in world) return routeHash({ page: 'case', name: world.measured, moment });
  const written = 'preset' in world ? PRESETS[world.preset] : world.written;
  const view = selected === undefined ? { atUs } : { atUs, selected };
  const state = packSandbox(written, view);
  if (state === null) throw new Error('a situation of the gallery is too large for a link');
  return routeHash({
    page: 'sandbox',
    state,
    ...(tab === undefined ? {} : { tab, share: INSTRUMENT_SHARE }),
  });
}
