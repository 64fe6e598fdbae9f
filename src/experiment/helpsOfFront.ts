import type { CauseKind } from '../insight/causes/causeKinds.ts';
import { frontProgram } from '../insight/programs.ts';
import { t } from '../language/t.ts';
import { LIMIT_REQ, PROXY_CACHE, TLS, UPSTREAM } from '../scenario/frontSchema.ts';
import type { Front } from '../scenario/scenario.ts';
import { EVERY_FRONT } from '../scenario/servers/frontServer.ts';
import { frontEntryOf } from '../scenario/servers/fronts.ts';
import type { Candidate, Patient } from './helpsCandidates.ts';
import { settingChanges } from './settingChanges.ts';

const HELD: readonly CauseKind[] = ['slow-client-holds-worker', 'slow-client', 'backlog-full'];
const HOUR_US = 3_600_000_000;
const GIB = 2 ** 30;

/** Changes of the front server by its own settings, or putting nginx in front. */
export function frontHelps({ scenario, bodyBytes }: Patient): Candidate[] {
  const { front, app } = scenario;
  const program = frontProgram(scenario);
  if (!front || !program)
    return [
      {
        path: ['front', 'server'],
        value: 'nginx',
        setting: 'front',
        from: t('none##no such part'),
        to: 'nginx',
        words: t('put nginx in front: it takes slow clients upon itself'),
        against: [...HELD, 'connection-closed', 'worker-killed-timeout', 'kept-holds-worker'],
      },
    ];
  const found: Candidate[] = [];
  const { name, traits } = program;
  const key = (role: Parameters<typeof program.called>[0]) => program.called(role)?.key;
  const set = settingChanges(
    found,
    ['front'],
    { ...frontEntryOf(front).settings, ...EVERY_FRONT },
    front,
  );
  if (program.isOff('collects'))
    set(key('collects'), true, t('let {name} collect requests first', { name }), [
      ...HELD,
      'worker-killed-timeout',
    ]);
  if (program.isOff('takesAnswers'))
    set(key('takesAnswers'), true, t('let {name} take answers off the workers', { name }), [
      ...HELD,
      'worker-killed-timeout',
    ]);
  else if (traits.answerFileBytes === 0)
    set(key('answerFile'), GIB, t('let {name} keep long answers on disk', { name }), HELD);
  if (traits.maxBodyBytes < bodyBytes)
    set(key('maxBody'), Math.ceil((bodyBytes * 2) / 1e6) * 1e6, t('allow larger bodies'), [
      'limit',
    ]);
  set(
    key('answerLimit'),
    Math.min(HOUR_US, traits.answerLimitUs * 4),
    t('let {name} wait longer for an answer', { name }),
    ['proxy-timeout'],
    traits.answerLimitUs,
  );
  set(key('connections'), traits.connections * 4, t('let {name} hold more connections', { name }), [
    'no-connection-left',
    'front-full',
  ]);
  set(
    key('bodyLimit'),
    Math.min(HOUR_US, traits.bodySilenceUs * 4),
    t('give slow clients more time for a body'),
    ['slow-client'],
  );
  set(
    key('headLimit'),
    Math.min(HOUR_US, traits.headLimitUs * 4),
    t('give slow clients more time for a head'),
    ['slow-client'],
  );
  if (front.upstream && app.instances > 1) {
    const ofUpstream = settingChanges(found, ['front', 'upstream'], UPSTREAM, front.upstream);
    ofUpstream('max_fails', 0, t('never set an app server aside for its failures'), [
      'servers-set-aside',
    ]);
    if (traits.triesNext)
      set(key('nextUpstream'), false, t('do not send a failed request again'), [
        'servers-set-aside',
      ]);
    if (front.upstream.method !== 'round_robin')
      ofUpstream('method', 'round_robin', t('ask the app servers in turn'), ['uneven-share']);
    if (front.upstream.method === 'ip_hash')
      ofUpstream('method', 'least_conn', t('ask whoever has fewest'), ['uneven-share']);
  }
  if (front.upstream && front.upstream.keepalive !== 0)
    found.push({
      path: ['front', 'upstream', 'keepalive'],
      value: 0,
      setting: 'keepalive',
      from: front.upstream.keepalive === null ? t('as it comes') : String(front.upstream.keepalive),
      to: '0',
      words: t('keep no connections to the app servers'),
      against: ['connection-closed'],
    });
  if (front.instances > 1)
    set('balancer', 'balancer', t('a balancer that leaves out who is down'), ['front-down']);
  set('instances', front.instances + 1, t('one more {name} beside it', { name }), ['front-down']);
  found.push(...partHelps(front));
  return found;
}

/** Changes of what stands in parts of its own: limit_req, proxy_cache, TLS. */
function partHelps({ limit_req, proxy_cache, tls }: Front): Candidate[] {
  const found: Candidate[] = [];
  if (limit_req) {
    const set = settingChanges(found, ['front', 'limit_req'], LIMIT_REQ, limit_req);
    set('rate', limit_req.ratePerSecond * 4, t('let more of one address through'), ['rate-limit']);
    set('burst', Math.max(10, limit_req.burst * 4), t('let more come early'), ['rate-limit']);
    if (limit_req.burst > 0)
      set('nodelay', true, t('do not make those wait who come early'), ['rate-limit']);
  }
  if (proxy_cache) {
    const set = settingChanges(found, ['front', 'proxy_cache'], PROXY_CACHE, proxy_cache);
    const waits: CauseKind[] = ['cache-wait'];
    const stampedes: CauseKind[] = [
      'queue-behind-many',
      'queue-behind-long-views',
      'proxy-timeout',
    ];
    if (!proxy_cache.lock)
      set('proxy_cache_lock', true, t('let one request fetch what all ask for'), stampedes);
    else set('proxy_cache_lock', false, t('let each fetch it for itself'), waits);
    set('proxy_cache_use_stale', true, t('give the old answer while a new one is fetched'), [
      ...waits,
      ...stampedes,
    ]);
    set(
      'proxy_cache_valid',
      Math.min(HOUR_US, proxy_cache.validUs * 4),
      t('keep answers for longer'),
      [...waits, ...stampedes],
    );
  }
  if (tls) {
    const set = settingChanges(found, ['front', 'tls'], TLS, tls);
    set('ssl_protocols', '1.3', t('TLS 1.3, which needs a round trip less'), ['tls-handshake']);
    set('http2', true, t('one connection for all requests of a client'), [
      'tls-handshake',
      'network',
    ]);
    set('ssl_session_tickets', true, t('let clients go on with what both know'), ['tls-handshake']);
    if (tls.protocol === '1.3')
      set('ssl_early_data', true, t('let those send their request with the first word'), [
        'tls-handshake',
      ]);
    set('certificate', 'ecdsa', t('a certificate that costs less to use'), [
      'cpu',
      'tls-handshake',
    ]);
  }
  return found;
}
