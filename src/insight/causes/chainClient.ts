import { formatBandwidth } from '../../scenario/units.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { slowSender } from '../scene/workerView.ts';
import { circumstances } from '../state/circumstances.ts';
import { NOT_YET } from '../state/life.ts';
import { answerBytes } from '../state/transfer.ts';
import type { Chain } from './chain.ts';
import { linkSlowed } from './chainDeeds.ts';
import type { Hold } from './holds.ts';

/** `a slow upload`, `a silent client`: what the client of a request is while somebody reads from it. */
export function senderWords(chain: Chain, request: number): string {
  return slowSender(chain.run, chain.life(request));
}

/** How the client of a request sends: the end of many chains. */
export function linkSender(chain: Chain, request: number, fromUs: number, untilUs: number): void {
  const { pace, link } = circumstances(chain.run, request);
  const { bodyBytes } = chain.run.seed(request);
  const life = chain.life(request);
  const name = chain.name(request);
  const place = { tier: 'clients' as const, fromUs, untilUs, request };
  if (pace.stops === 'before-head' || life.sendUs === NOT_YET)
    chain.link(`${name}’s client has connected and says nothing`, place);
  else if (pace.stops !== null)
    chain.link(`${name}’s client falls silent in the middle of its request`, place);
  else if (pace.headOverUs > 0)
    chain.link(`${name}’s client sends its head over ${durationText(pace.headOverUs)}`, place);
  else if (pace.bodyOverUs > 0)
    chain.link(
      `${name}’s client sends ${bytesText(bodyBytes)} over ${durationText(Math.max(pace.bodyOverUs, life.sendOverUs))}`,
      place,
    );
  else if (Number.isFinite(link.upBytesPerSecond) && bodyBytes > 0)
    chain.link(
      `${name}’s line carries ${formatBandwidth(link.upBytesPerSecond)}, and it sends ${bytesText(bodyBytes)}`,
      { ...place, tier: 'internet' },
    );
  else
    chain.link(`${name}’s line needs ${durationText(link.rttUs)} for there and back`, {
      ...place,
      tier: 'internet',
    });
  linkSlowed(chain, request, fromUs, untilUs);
}

/** How the client of a request reads. */
export function linkReader(chain: Chain, request: number, fromUs: number, untilUs: number): void {
  const { pace, link } = circumstances(chain.run, request);
  const name = chain.name(request);
  const size = bytesText(answerBytes(chain.life(request), chain.run.seed(request)));
  const place = { tier: 'clients' as const, fromUs, untilUs, request };
  if (pace.readDelayUs > 0)
    chain.link(`${name}’s client leaves it unread for ${durationText(pace.readDelayUs)}`, place);
  else if (pace.readBytesPerSecond < link.downBytesPerSecond)
    chain.link(
      `${name}’s client reads ${bytesText(pace.readBytesPerSecond)} a second of ${size}`,
      place,
    );
  else if (Number.isFinite(link.downBytesPerSecond))
    chain.link(`${name}’s line carries ${formatBandwidth(link.downBytesPerSecond)}, for ${size}`, {
      ...place,
      tier: 'internet',
    });
  else
    chain.link(`${name}’s line needs ${durationText(link.rttUs)} for there and back`, {
      ...place,
      tier: 'internet',
    });
  linkSlowed(chain, request, fromUs, untilUs);
}

/** Why a worker must take a request at the pace of its client. */
export function followSending(chain: Chain, hold: Hold): void {
  const { front } = chain.run.scenario;
  const { request, slot: worker, fromUs, untilUs } = hold;
  chain.blame('slow-client-holds-worker');
  if (front)
    chain.link('nginx passes uploads through as they come (proxy_request_buffering off)', {
      tier: 'front',
      fromUs,
      untilUs,
      request,
      setting: 'proxy_request_buffering',
    });
  else
    chain.link('no front server collects requests first, so Gunicorn reads them at their pace', {
      tier: 'app',
      fromUs,
      untilUs,
      request,
      worker,
      setting: 'front',
    });
  linkSender(chain, request, fromUs, untilUs);
}

/** Why a worker must give an answer at the pace of its client. */
export function followReading(chain: Chain, hold: Hold): void {
  const { front } = chain.run.scenario;
  const { request, slot: worker, fromUs, untilUs } = hold;
  const place = { tier: 'front' as const, fromUs, untilUs, request };
  chain.blame('slow-client-holds-worker');
  if (!front)
    chain.link('the answer is larger than the socket buffers, and no front server takes it over', {
      ...place,
      tier: 'socket',
      worker,
      setting: 'front',
    });
  else if (!front.proxy_buffering)
    chain.link('nginx takes the answer only as fast as the client reads (proxy_buffering off)', {
      ...place,
      setting: 'proxy_buffering',
    });
  else
    chain.link(
      'the answer is larger than what nginx may keep (proxy_buffers, proxy_max_temp_file_size)',
      { ...place, setting: 'proxy_max_temp_file_size' },
    );
  linkReader(chain, request, fromUs, untilUs);
}

/** Why a worker waits for a client to close after its answer. */
export function followLingering(chain: Chain, hold: Hold): void {
  const { front, app } = chain.run.scenario;
  const { request, slot: worker, fromUs, untilUs } = hold;
  chain.blame('slow-client-holds-worker');
  const where = hold.state === 'blocked' ? ', in the thread that alone accepts connections' : '';
  chain.link(
    `Gunicorn ${Math.floor(Number(app.version))} waits up to 2 s for the other side to close${where}`,
    { tier: 'app', fromUs, untilUs, request, worker },
  );
  chain.link(
    front
      ? `nginx does not close before ${chain.name(request)}’s client has read (proxy_buffering off)`
      : `no front server is there to close at once; ${chain.name(request)}’s client does so late`,
    {
      tier: front ? 'front' : 'clients',
      fromUs,
      untilUs,
      request,
      setting: front ? 'proxy_buffering' : 'front',
    },
  );
}
