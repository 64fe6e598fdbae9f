import type { CauseKind } from '../insight/causes/causeKinds.ts';
import { writeQuantity } from '../scenario/units.ts';
import type { Candidate, Patient } from './helpsCandidates.ts';
import { proposals } from './proposals.ts';

const HELD: readonly CauseKind[] = ['slow-client-holds-worker', 'slow-client', 'backlog-full'];
const HOUR_US = 3_600_000_000;

const time = (us: number): string => writeQuantity('duration', us);

/** Changes of nginx, or putting one in front. */
export function frontHelps({ scenario, bodyBytes }: Patient): Candidate[] {
  const { front, app } = scenario;
  if (!front)
    return [
      {
        path: ['front', 'server'],
        value: 'nginx',
        setting: 'front',
        from: 'none',
        to: 'nginx',
        words: 'put nginx in front: it takes slow clients upon itself',
        against: [...HELD, 'connection-closed', 'worker-killed-timeout'],
      },
    ];
  const found: Candidate[] = [];
  const at = proposals(found, ['front']);
  if (!front.proxy_request_buffering)
    at('proxy_request_buffering', true, 'off', 'on', 'let nginx collect requests first', [
      ...HELD,
      'worker-killed-timeout',
    ]);
  if (!front.proxy_buffering)
    at('proxy_buffering', true, 'off', 'on', 'let nginx take answers off the workers', [
      ...HELD,
      'worker-killed-timeout',
    ]);
  else if (front.proxy_max_temp_file_sizeBytes === 0)
    at(
      'proxy_max_temp_file_size',
      '1GiB',
      '0',
      '1GiB',
      'let nginx keep long answers on disk',
      HELD,
    );
  if (front.client_max_body_sizeBytes < bodyBytes) {
    const to = writeQuantity('bytes', Math.ceil((bodyBytes * 2) / 1e6) * 1e6);
    const from = writeQuantity('bytes', front.client_max_body_sizeBytes);
    at('client_max_body_size', to, from, to, 'allow larger bodies', ['limit']);
  }
  const longer = Math.min(HOUR_US, front.proxy_read_timeoutUs * 4);
  at(
    'proxy_read_timeout',
    time(longer),
    time(front.proxy_read_timeoutUs),
    time(longer),
    'let nginx wait longer for an answer',
    ['proxy-timeout'],
  );
  const connections = front.worker_connections * 4;
  at(
    'worker_connections',
    connections,
    String(front.worker_connections),
    String(connections),
    'let nginx hold more connections',
    ['no-connection-left'],
  );
  const body = Math.min(HOUR_US, front.client_body_timeoutUs * 4);
  at(
    'client_body_timeout',
    time(body),
    time(front.client_body_timeoutUs),
    time(body),
    'give slow clients more time for a body',
    ['slow-client'],
  );
  const head = Math.min(HOUR_US, front.client_header_timeoutUs * 4);
  at(
    'client_header_timeout',
    time(head),
    time(front.client_header_timeoutUs),
    time(head),
    'give slow clients more time for a head',
    ['slow-client'],
  );
  if (front.upstream && app.instances > 1) {
    if (front.upstream.max_fails > 0)
      found.push({
        path: ['front', 'upstream', 'max_fails'],
        value: 0,
        setting: 'max_fails',
        from: String(front.upstream.max_fails),
        to: '0',
        words: 'never set an app server aside for its failures',
        against: ['servers-set-aside'],
      });
    if (front.proxy_next_upstream)
      at('proxy_next_upstream', false, 'on', 'off', 'do not send a failed request again', [
        'servers-set-aside',
      ]);
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
  return found;
}
