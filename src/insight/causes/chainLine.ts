import { t } from '../../language/t.ts';
import type { Life } from '../state/life.ts';
import type { Chain } from './chain.ts';
import { handshakeOf, sharesLine, windowOf } from './lineStays.ts';

/** Why securing a connection took as long as it did. */
export function followHandshake(chain: Chain, fromUs: number, untilUs: number): void {
  const handshake = handshakeOf(chain.run, chain.request, chain.count);
  chain.blame('tls-handshake');
  if (handshake)
    chain.link(handshake.words, {
      tier: 'internet',
      fromUs,
      untilUs,
      request: chain.request,
      setting: handshake.setting,
    });
}

/** The window of an HTTP/2 connection, or other answers on it, made an answer slow. Whether they did. */
export function followWindow(chain: Chain, life: Life, fromUs: number, untilUs: number): boolean {
  const words = windowOf(chain.run, life, chain.count);
  const place = { tier: 'internet' as const, fromUs, untilUs, request: chain.request };
  if (words) {
    chain.blame('stream-window').link(words, { ...place, setting: 'window' });
    return true;
  }
  if (sharesLine(chain.run, chain.request, chain.count))
    chain.link(t('other answers of its client want the same line'), place);
  return false;
}
