import type { Nginx } from '../../scenario/scenario.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { note } from '../findings.ts';
import type { Page, SettingPath } from '../page.ts';
import { nearTime, writeTime } from './nginxUnits.ts';

/** What a request meets before it is passed on: encryption, the limit on requests, the cache. */

interface Line {
  readonly text: string;
  readonly paths: readonly SettingPath[];
}

const MS = 1_000;
const SECOND = 1_000_000;

/** `listen` and what belongs to it. */
export function writeTls(page: Page, { tls }: Nginx): void {
  if (tls === null) {
    page.add('        listen 8080;', ['front', 'tls']);
    return;
  }
  const on = (key: string): SettingPath => ['front', 'tls', key];
  // nginx since 1.25.1 would rather have “http2 on” and says so, but those before take it only with the socket.
  page.add(`        listen 8080 ssl${tls.http2 ? ' http2' : ''};`, ['front', 'tls'], on('http2'));
  page.all([
    `        # openssl req -x509 -newkey ${tls.certificate === 'rsa' ? 'rsa:2048' : 'ec -pkeyopt ec_paramgen_curve:P-256'} -nodes -keyout key.pem -out certificate.pem -subj /CN=shop.example`,
  ]);
  page.add(
    `        ssl_certificate certificate.pem;  # ${note('certificate', tls.certificate, 'the kind of its key')}`,
    on('certificate'),
  );
  page.add('        ssl_certificate_key key.pem;');
  page.add(`        ssl_protocols TLSv${tls.protocol};`, on('ssl_protocols'));
  page.add(
    `        ssl_session_tickets ${tls.session_tickets ? 'on' : 'off'};`,
    on('ssl_session_tickets'),
  );
  page.add(`        ssl_early_data ${tls.early_data ? 'on' : 'off'};`, on('ssl_early_data'));
}

/** nginx's `rate=` counts whole requests a second or a minute. */
function rateOf(perSecond: number): { text: string; exact: boolean } {
  if (Number.isInteger(perSecond)) return { text: `${perSecond}r/s`, exact: true };
  const perMinute = Math.max(1, Math.round(perSecond * 60));
  return { text: `${perMinute}r/m`, exact: perMinute === perSecond * 60 };
}

/** The zone of `limit_req`; what stands in the server comes back. */
export function writeLimit(page: Page, { limit_req }: Nginx): Line[] {
  if (limit_req === null) return [];
  const on = (key: string): SettingPath => ['front', 'limit_req', key];
  const rate = rateOf(limit_req.ratePerSecond);
  const comment = rate.exact
    ? ''
    : `  # ${note('rate', writeQuantity('rate', limit_req.ratePerSecond), 'nginx counts whole requests a second or a minute')}`;
  page.add(
    `    limit_req_zone $binary_remote_addr zone=clients:10m rate=${rate.text};${comment}`,
    on('rate'),
  );
  return [
    {
      text: `limit_req zone=clients${limit_req.burst > 0 ? ` burst=${limit_req.burst}` : ''}${limit_req.nodelay ? ' nodelay' : ''};`,
      paths: [on('burst'), on('nodelay')],
    },
    { text: `limit_req_status ${limit_req.status};`, paths: [on('limit_req_status')] },
  ];
}

/** Where the cache lies; what stands in the server comes back. */
export function writeCache(page: Page, { proxy_cache }: Nginx, pass: 'proxy' | 'uwsgi'): Line[] {
  if (proxy_cache === null) return [];
  page.add(`    ${pass}_cache_path nginx-cache keys_zone=answers:10m;`, ['front', 'proxy_cache']);
  const line = (name: string, text: string): Line => ({
    text: `${name.replace('proxy_', `${pass}_`)} ${text};`,
    paths: [['front', 'proxy_cache', name]],
  });
  const time = (name: string, us: number, stepUs: number, before = '') => {
    const near = nearTime(us, stepUs);
    const coarse =
      stepUs === SECOND ? 'nginx counts whole seconds here' : 'nginx counts milliseconds';
    const comment = near === us ? '' : `  # ${note(name, writeQuantity('duration', us), coarse)}`;
    const { text, paths } = line(name, `${before}${writeTime(near)}`);
    return { text: `${text}${comment}`, paths };
  };
  const flag = (value: boolean) => (value ? 'on' : 'off');
  return [
    { text: `${pass}_cache answers;`, paths: [['front', 'proxy_cache']] },
    { text: `${pass}_cache_key $request_method$request_uri;`, paths: [] },
    time('proxy_cache_valid', proxy_cache.validUs, SECOND, '200 '),
    line('proxy_cache_lock', flag(proxy_cache.lock)),
    time('proxy_cache_lock_timeout', proxy_cache.lock_timeoutUs, MS),
    time('proxy_cache_lock_age', proxy_cache.lock_ageUs, MS),
    line(
      'proxy_cache_use_stale',
      proxy_cache.use_stale ? 'updating error timeout http_500 http_502 http_503 http_504' : 'off',
    ),
  ];
}
