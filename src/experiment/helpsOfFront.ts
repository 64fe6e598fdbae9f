import type { CauseKind } from '../insight/causes/causeKinds.ts';
import { frontProgram } from '../insight/programs.ts';
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
        from: 'none',
        to: 'nginx',
        words: 'put nginx in front: it takes slow clients upon itself',
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
    set(key('collects'), true, `let ${name} collect requests first`, [
      ...HELD,
      'worker-killed-timeout',
    ]);
  if (program.isOff('takesAnswers'))
    set(key('takesAnswers'), true, `let ${name} take answers off the workers`, [
      ...HELD,
      'worker-killed-timeout',
    ]);
  else if (traits.answerFileBytes === 0)
    set(key('answerFile'), GIB, `let ${name} keep long answers on disk`, HELD);
  if (traits.maxBodyBytes < bodyBytes)
    set(key('maxBody'), Math.ceil((bodyBytes * 2) / 1e6) * 1e6, 'allow larger bodies', ['limit']);
  set(
    key('answerLimit'),
    Math.min(HOUR_US, traits.answerLimitUs * 4),
    `let ${name} wait longer for an answer`,
    ['proxy-timeout'],
    traits.answerLimitUs,
  );
  set(key('connections'), traits.connections * 4, `let ${name} hold more connections`, [
    'no-connection-left',
    'front-full',
  ]);
  set(
    key('bodyLimit'),
    Math.min(HOUR_US, traits.bodySilenceUs * 4),
    'give slow clients more time for a body',
    ['slow-client'],
  );
  set(
    key('headLimit'),
    Math.min(HOUR_US, traits.headLimitUs * 4),
    'give slow clients more time for a head',
    ['slow-client'],
  );
  if (front.upstream && app.instances > 1) {
    const ofUpstream = settingChanges(found, ['front', 'upstream'], UPSTREAM, front.upstream);
    ofUpstream('max_fails', 0, 'never set an app server aside for its failures', [
      'servers-set-aside',
    ]);
    if (traits.triesNext)
      set(key('nextUpstream'), false, 'do not send a failed request again', ['servers-set-aside']);
    if (front.upstream.method !== 'round_robin')
      ofUpstream('method', 'round_robin', 'ask the app servers in turn', ['uneven-share']);
    if (front.upstream.method === 'ip_hash')
      ofUpstream('method', 'least_conn', 'ask whoever has fewest', ['uneven-share']);
  }
  if (front.upstream && front.upstream.keepalive !== 0)
    found.push({
      path: ['front', 'upstream', 'keepalive'],
      value: 0,
      setting: 'keepalive',
      from: front.upstream.keepalive === null ? 'as it comes' : String(front.upstream.keepalive),
      to: '0',
      words: 'keep no connections to the app servers',
      against: ['connection-closed'],
    });
  if (front.instances > 1)
    set('balancer', 'balancer', 'a balancer that leaves out who is down', ['front-down']);
  set('instances', front.instances + 1, `one more ${name} beside it`, ['front-down']);
  found.push(...partHelps(front));
  return found;
}

/** Changes of what stands in parts of its own: limit_req, proxy_cache, TLS. */
function partHelps({ limit_req, proxy_cache, tls }: Front): Candidate[] {
  const found: Candidate[] = [];
  if (limit_req) {
    const set = settingChanges(found, ['front', 'limit_req'], LIMIT_REQ, limit_req);
    set('rate', limit_req.ratePerSecond * 4, 'let more of one address through', ['rate-limit']);
    set('burst', Math.max(10, limit_req.burst * 4), 'let more come early', ['rate-limit']);
    if (limit_req.burst > 0)
      set('nodelay', true, 'do not make those wait who come early', ['rate-limit']);
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
      set('proxy_cache_lock', true, 'let one request fetch what all ask for', stampedes);
    else set('proxy_cache_lock', false, 'let each fetch it for itself', waits);
    set('proxy_cache_use_stale', true, 'give the old answer while a new one is fetched', [
      ...waits,
      ...stampedes,
    ]);
    set(
      'proxy_cache_valid',
      Math.min(HOUR_US, proxy_cache.validUs * 4),
      'keep answers for longer',
      [...waits, ...stampedes],
    );
  }
  if (tls) {
    const set = settingChanges(found, ['front', 'tls'], TLS, tls);
    set('ssl_protocols', '1.3', 'TLS 1.3, which needs a round trip less', ['tls-handshake']);
    set('http2', true, 'one connection for all requests of a client', ['tls-handshake', 'network']);
    set('ssl_session_tickets', true, 'let clients go on with what both know', ['tls-handshake']);
    if (tls.protocol === '1.3')
      set('ssl_early_data', true, 'let those send their request with the first word', [
        'tls-handshake',
      ]);
    set('certificate', 'ecdsa', 'a certificate that costs less to use', ['cpu', 'tls-handshake']);
  }
  return found;
}
