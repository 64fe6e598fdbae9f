import { msg, t } from '../language/t.ts';
import type { EventName } from '../recording/vocabulary.ts';
import { bytesText, durationText, requestName } from './plainWords.ts';
import { failureWords } from './scene/whereIs.ts';
import { clientsName, plain, type Sentences, timeOf } from './told.ts';

const HANDSHAKES = [
  msg('client and server begin the TLS {version} handshake: keys, certificate, signature.'),
  msg('client and server take up the TLS {version} session they had: no certificate.'),
  msg(
    'client and server take up the TLS 1.3 session they had, and the request goes along with the first words (early data).',
  ),
] as const;

/** What is said of clients, their connections and what reaches them. */
export const CLIENT_SENTENCES = {
  'request/started': (e) =>
    t('a client of "{population}" opens a connection to ask for {method} {path}.', {
      population: e.of.population.name,
      method: e.of.route.method,
      path: e.of.route.path,
    }),
  'connection/established': () => t('the connection stands.'),
  'connection/retried': (e) =>
    t("nobody answers its connection request; the client's kernel tries again in {time}.", {
      time: durationText(e.arg),
    }),
  'connection/refused': () => t('the connection is refused.'),
  'request/sending': (e) => {
    if (e.arg < 0) return t('the client begins to send, and will fall silent before it is done.');
    const { bodyBytes } = e.run.seed(e.request);
    return t(
      'the client sends the request{size, select, none {} other { and {size} of body}}, {time, select, none {all at once} other {over {time}}}.',
      { size: bodyBytes > 0 ? bytesText(bodyBytes) : 'none', time: timeOf(e.arg) },
    );
  },
  'response/begun': (e) =>
    t(
      'the first bytes of the answer reach the client; it reads them {time, select, none {all at once} other {over {time}}}.',
      { time: timeOf(Math.max(0, e.arg)) },
    ),
  'request/answered': (e) => t('the client has the whole answer: {status}.', { status: e.arg }),
  'request/failed': (e) => t('it fails: {how}.', { how: failureWords(e.arg) }),
  'request/abandoned': (e) => t('the client gives up after {time}.', { time: durationText(e.arg) }),
  'connection/closed': () => t('the client closes its side of the connection.'),
  'connection/reused': (e) =>
    t(
      'its client uses a connection that is still open and has carried {count, plural, one {# request} other {# requests}}.',
      { count: e.arg },
    ),
  'connection/kept': (e) =>
    t(
      'the connection stays open for a next request{time, select, never {} other {, {time} at most}}.',
      { time: e.arg < 0 ? 'never' : durationText(e.arg) },
    ),
  'request/followed': (e) =>
    t('it is asked for because of {request}, a page.', { request: requestName(e.arg) }),
  'request/retried': (e) => t('it repeats {request}.', { request: requestName(e.arg) }),
  'page/loaded': (e) =>
    t('the page and all its files are there, after {time}.', { time: durationText(e.arg) }),
  'address/tried': (e) =>
    t('nobody answers there; the client tries its next address, front server {number}.', {
      number: plain(e.arg + 1),
    }),
  'client/slowed': (e) =>
    e.arg === 1000
      ? t('the line of "{population}" is as fast as before.', {
          population: clientsName(e, e.actor),
        })
      : t('the line of "{population}" becomes {factor} times as slow.', {
          population: clientsName(e, e.actor),
          factor: e.arg / 1000,
        }),
  'tls/handshaking': (e) =>
    t(HANDSHAKES[e.arg] ?? msg('the TLS handshake begins.'), {
      version: e.run.scenario.front?.tls?.protocol ?? '1.3',
    }),
  'tls/established': () => t('the TLS handshake is done: what follows is encrypted.'),
  'stream/opened': (e) =>
    e.arg === 0
      ? t('its client speaks HTTP/2: all of its requests go over this connection.')
      : t(
          'it goes as one more stream over its client’s HTTP/2 connection, which has carried {count, plural, one {# request} other {# requests}}.',
          { count: e.arg },
        ),
  'response/shared': (e) =>
    t('other answers want its client’s line too; the rest of this one takes {time}.', {
      time: durationText(e.arg),
    }),
} satisfies Partial<Sentences<EventName>>;
