import type { LifePart } from '../insight/lifeline.ts';
import type { Stretch } from '../insight/shapes.ts';
import { msg } from '../language/t.ts';

/**
 * Classes of a bar in a waterfall: working, waiting for the database, waiting for the client with a worker in hand, or none of the
 * server's business.
 */
export function stretchLook({
  key,
  holdsWorker,
}: {
  readonly key: Stretch['key'] | LifePart['key'];
  readonly holdsWorker: boolean;
}): string {
  const held = holdsWorker ? ' panel-waterfall-holds' : '';
  switch (key) {
    case 'database':
      return `panel-swatch-data${held}`;
    case 'lock':
      return `panel-swatch-lock${held}`;
    case 'queue':
    case 'pool':
      return 'panel-swatch-queue';
    case 'tried':
      return 'panel-swatch-gone';
    case 'span':
      return 'panel-waterfall-part panel-swatch-run';
    case 'view':
      return `panel-swatch-run${held}`;
    case 'static':
    case 'buffer':
      return 'panel-swatch-front';
    case 'way':
      return holdsWorker ? `panel-swatch-run${held}` : 'panel-swatch-way';
    default:
      return holdsWorker ? `panel-swatch-hold${held}` : 'panel-swatch-wire';
  }
}

/** What the bars of a waterfall mean, in the order in which a request meets them. */
export const STRETCH_LEGEND: readonly { readonly look: string; readonly words: string }[] = [
  { look: 'panel-swatch-wire', words: msg('connecting, TLS handshake, sending, receiving') },
  { look: 'panel-swatch-way', words: msg('on the way') },
  {
    look: 'panel-swatch-front',
    words: msg('in the front server: collecting the body, or the file door'),
  },
  { look: 'panel-swatch-queue', words: msg('waiting for a worker or a thread') },
  { look: 'panel-swatch-hold', words: msg('a worker or a thread is held by the client') },
  { look: 'panel-swatch-run', words: msg('working') },
  { look: 'panel-swatch-data', words: msg('waiting for the database') },
  { look: 'panel-swatch-lock', words: msg('waiting for a row') },
  { look: 'panel-swatch-gone', words: msg('tried in vain') },
];
