import { msg, t } from '../../language/t.ts';
import { formatBandwidth } from '../../scenario/units.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
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
    chain.link(t('{name}’s client has connected and says nothing', { name }), place);
  else if (pace.stops !== null)
    chain.link(t('{name}’s client falls silent in the middle of its request', { name }), place);
  else if (pace.headOverUs > 0)
    chain.link(
      t('{name}’s client sends its head over {headOver}', {
        name,
        headOver: durationText(pace.headOverUs),
      }),
      place,
    );
  else if (pace.bodyOverUs > 0)
    chain.link(
      t('{name}’s client sends {size} over {time}', {
        name,
        size: bytesText(bodyBytes),
        time: durationText(Math.max(pace.bodyOverUs, life.sendOverUs)),
      }),
      place,
    );
  else if (Number.isFinite(link.upBytesPerSecond) && bodyBytes > 0)
    chain.link(
      t('{name}’s line carries {speed}, and it sends {size}', {
        name,
        speed: formatBandwidth(link.upBytesPerSecond),
        size: bytesText(bodyBytes),
      }),
      { ...place, tier: 'internet' },
    );
  else
    chain.link(
      t('{name}’s line needs {rtt} for there and back', { name, rtt: durationText(link.rttUs) }),
      {
        ...place,
        tier: 'internet',
      },
    );
  linkSlowed(chain, request, fromUs, untilUs);
}

/** How the client of a request reads. */
export function linkReader(chain: Chain, request: number, fromUs: number, untilUs: number): void {
  const { pace, link } = circumstances(chain.run, request);
  const name = chain.name(request);
  const size = bytesText(answerBytes(chain.life(request), chain.run.seed(request)));
  const place = { tier: 'clients' as const, fromUs, untilUs, request };
  if (pace.readDelayUs > 0)
    chain.link(
      t('{name}’s client leaves it unread for {readDelay}', {
        name,
        readDelay: durationText(pace.readDelayUs),
      }),
      place,
    );
  else if (pace.readBytesPerSecond < link.downBytesPerSecond)
    chain.link(
      t('{name}’s client reads {size} a second of {all}', {
        name,
        size: bytesText(pace.readBytesPerSecond),
        all: size,
      }),
      place,
    );
  else if (Number.isFinite(link.downBytesPerSecond))
    chain.link(
      t('{name}’s line carries {speed}, for {size}', {
        name,
        speed: formatBandwidth(link.downBytesPerSecond),
        size,
      }),
      {
        ...place,
        tier: 'internet',
      },
    );
  else
    chain.link(
      t('{name}’s line needs {rtt} for there and back', { name, rtt: durationText(link.rttUs) }),
      {
        ...place,
        tier: 'internet',
      },
    );
  linkSlowed(chain, request, fromUs, untilUs);
}

/** Why a worker must take a request at the pace of its client. */
export function followSending(chain: Chain, hold: Hold): void {
  const front = frontProgram(chain.run.scenario);
  const app = appProgram(chain.run.scenario);
  const { request, slot: worker, fromUs, untilUs } = hold;
  chain.blame('slow-client-holds-worker');
  if (front) {
    const off = front.isOff('collects') ? front.called('collects') : null;
    const prefix = front.traits.requestBufferBytes;
    chain.link(
      off
        ? t('{name} passes uploads through as they come ({spoken} off)', {
            name: front.name,
            spoken: off.spoken,
          })
        : prefix > 0
          ? t(
              '{name} collects the first {size} of an upload, and passes the rest through as it comes',
              { name: front.name, size: bytesText(prefix) },
            )
          : t('{name} passes uploads through as they come', { name: front.name }),
      { tier: 'front', fromUs, untilUs, request, setting: off?.key ?? null },
    );
  } else
    chain.link(
      t('no front server collects requests first, so {name} reads them at their pace', {
        name: app.name,
      }),
      {
        tier: 'app',
        fromUs,
        untilUs,
        request,
        worker,
        setting: 'front',
      },
    );
  linkSender(chain, request, fromUs, untilUs);
}

/** Why a worker must give an answer at the pace of its client. */
export function followReading(chain: Chain, hold: Hold): void {
  const front = frontProgram(chain.run.scenario);
  const { request, slot: worker, fromUs, untilUs } = hold;
  const place = { tier: 'front' as const, fromUs, untilUs, request };
  chain.blame('slow-client-holds-worker');
  if (!front)
    chain.link(
      t('the answer is larger than the socket buffers, and no front server takes it over'),
      {
        ...place,
        tier: 'socket',
        worker,
        setting: 'front',
      },
    );
  else if (front.isOff('takesAnswers')) {
    const off = front.called('takesAnswers');
    chain.link(
      t('{name} takes the answer only as fast as the client reads ({spoken} off)', {
        name: front.name,
        spoken: off?.spoken ?? '',
      }),
      { ...place, setting: off?.key ?? null },
    );
  } else {
    const [memory, file] = [front.called('answerMemory'), front.called('answerFile')];
    const most = front.traits.answerMemoryBytes + front.traits.answerFileBytes;
    chain.link(
      t('the answer is larger than what {front} may keep ({limit})', {
        front: front.name,
        limit: memory && file ? `${memory.spoken}, ${file.spoken}` : bytesText(most),
      }),
      { ...place, setting: file?.key ?? memory?.key ?? null },
    );
  }
  linkReader(chain, request, fromUs, untilUs);
}

/** Why a worker waits for a client to close after its answer. */
export function followLingering(chain: Chain, hold: Hold): void {
  const front = frontProgram(chain.run.scenario);
  const app = appProgram(chain.run.scenario);
  const { request, slot: worker, fromUs, untilUs } = hold;
  chain.blame('slow-client-holds-worker');
  chain.link(
    t(
      hold.state === 'blocked'
        ? msg(
            '{program} waits up to 2 s for the other side to close, in the thread that alone accepts connections',
          )
        : msg('{program} waits up to 2 s for the other side to close'),
      { program: app.release },
    ),
    {
      tier: 'app',
      fromUs,
      untilUs,
      request,
      worker,
    },
  );
  chain.link(
    front
      ? front.isOff('takesAnswers')
        ? t('{front} does not close before {request}’s client has read ({setting} off)', {
            front: front.name,
            request: chain.name(request),
            setting: front.spoken('takesAnswers', ''),
          })
        : t('{front} does not close before {request}’s client has read', {
            front: front.name,
            request: chain.name(request),
          })
      : t('no front server is there to close at once; {request}’s client does so late', {
          request: chain.name(request),
        }),
    {
      tier: front ? 'front' : 'clients',
      fromUs,
      untilUs,
      request,
      setting: front ? (front.called('takesAnswers')?.key ?? null) : 'front',
    },
  );
}
