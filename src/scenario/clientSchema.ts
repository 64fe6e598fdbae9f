/** Settings of clients: their links, their manners, and when they come. */
import { msg } from '../language/t.ts';
import type { Field, Table } from './fields.ts';
import {
  bytes,
  choice,
  count,
  DAY,
  duration,
  flag,
  GIB,
  HOUR,
  KIB,
  MS,
  NEVER,
  name,
  nullable,
  PLAIN,
  quantity,
  SECOND,
  UNLIMITED,
} from './makeField.ts';
import type { Link, Pace, Population } from './scenario.ts';

export const LINK: Table<Omit<Link, 'name'>> = {
  rttUs: duration(
    'rtt',
    40 * MS,
    10 * SECOND,
    msg('round trip: there and back, for the smallest packet'),
  ),
  upBytesPerSecond: quantity(
    'bandwidth',
    'up',
    2_500_000,
    1,
    12_500_000_000,
    msg('from the client to the server'),
    UNLIMITED,
  ),
  downBytesPerSecond: quantity(
    'bandwidth',
    'down',
    6_250_000,
    1,
    12_500_000_000,
    msg('from the server to the client'),
    UNLIMITED,
  ),
  burstBytes: bytes(
    'burst',
    0,
    GIB,
    msg(
      'bytes that come down at once after a pause, before the speed of the line counts (a shaper’s bucket)',
    ),
  ),
  sendBufferBytes: bytes(
    'sendBuffer',
    1_600_000,
    GIB,
    msg('what the server’s kernel takes off its program before a write blocks'),
    { min: KIB },
  ),
  receiveBufferBytes: bytes(
    'receiveBuffer',
    64 * KIB,
    GIB,
    msg('what the client’s kernel holds unread'),
    { min: KIB },
  ),
};

export const PACE: Table<Pace> = {
  headOverUs: duration('headOver', 0, HOUR, msg('the request head trickles out over this long')),
  bodyOverUs: duration('bodyOver', 0, HOUR, msg('the body trickles out over this long')),
  stops: {
    ...PLAIN,
    key: 'stops',
    kind: 'choice',
    words: msg('where the client falls silent for good'),
    fallback: null,
    choices: ['before-head', 'mid-head', 'mid-body'],
    named: { none: null },
  },
  readBytesPerSecond: quantity(
    'bandwidth',
    'readRate',
    Number.POSITIVE_INFINITY,
    1,
    12_500_000_000,
    msg('how fast the client reads the answer'),
    UNLIMITED,
  ),
  readEveryUs: duration(
    'readEvery',
    50 * MS,
    10 * SECOND,
    msg('how often it looks at its socket while it reads at a rate'),
    { min: MS },
  ),
  readDelayUs: duration('readDelay', 0, HOUR, msg('how long it leaves the answer unread')),
};

export const POPULATION: Table<Omit<Population, 'link' | 'pace' | 'arrivals' | 'asks' | 'assets'>> =
  {
    name: name('name', 'clients', msg('what to call these clients')),
    patienceUs: duration(
      'patience',
      Number.POSITIVE_INFINITY,
      DAY,
      msg('they give up after this long without a complete answer'),
      { min: MS, ...NEVER },
    ),
    closes: flag('closes', true, msg('they close their side after the answer')),
    keepAlive: flag(
      'keepAlive',
      false,
      msg('they use a connection for further requests where the server lets them'),
    ),
    connections: count(
      'connections',
      1,
      1,
      32,
      msg('connections that one client opens at the same time; browsers: 6'),
    ),
    addresses: choice(
      'addresses',
      'each',
      ['each', 'network', 'one'],
      msg(
        'whom servers take them for: strangers, one network of addresses, or all one address (behind one router)',
      ),
    ),
    http2: flag('http2', true, msg('they speak HTTP/2 where the server offers it')),
    windowBytes: bytes(
      'window',
      15_000_000,
      GIB,
      msg(
        'HTTP/2: bytes of answers that a client takes ahead of reading them; browsers 15 MB, the standard 64 KiB',
      ),
      { min: KIB },
    ),
    resumes: flag('resumes', false, msg('they were here before: TLS goes on with what both know')),
    retries: count('retries', 0, 0, 10, msg('how often they ask again after a failure')),
    backoffUs: duration(
      'backoff',
      SECOND,
      HOUR,
      msg('the pause before the first retry; each further one is twice as long'),
    ),
  };

/** Open arrivals: people come whether or not others are served. */
export const OPEN: Table<{
  perSecond: number;
  kind: 'poisson' | 'uniform';
  fromUs: number;
  untilUs: number;
}> = {
  perSecond: quantity('rate', 'rate', 10, 1 / 3600, 1_000_000, msg('how many come')),
  kind: choice(
    'spacing',
    'poisson',
    ['poisson', 'uniform'],
    msg('at random (poisson) or evenly spaced (uniform)'),
  ),
  fromUs: duration('from', 0, HOUR, msg('the first moment')),
  untilUs: duration('until', 10 * SECOND, HOUR, msg('the last moment')),
};

/** `every: 200ms` is a rate with even spacing. */
export const EVERY: Field<number> = duration('every', 100 * MS, HOUR, msg('one comes this often'), {
  min: 1,
});

/** Closed arrivals: the same clients again and again. */
export const CLOSED: Table<{
  count: number;
  thinkUs: number;
  thinkIs: 'fixed' | 'exponential';
  requestsEach: number;
}> = {
  count: count('count', 1, 1, 10_000, msg('how many clients')),
  thinkUs: duration('think', SECOND, HOUR, msg('the pause between an answer and the next request')),
  thinkIs: choice(
    'thinkIs',
    'fixed',
    ['fixed', 'exponential'],
    msg('always the same, or random with this mean'),
  ),
  requestsEach: count(
    'requestsEach',
    10,
    1,
    100_000,
    msg('after this many requests a client is done'),
  ),
};

/** One listed arrival; what is not written is as in the route or population. */
export const ARRIVAL: Table<{
  atUs: number;
  waitUs: number | null;
  bodyBytes: number | null;
  patienceUs: number | null;
  client: number | null;
}> = {
  atUs: duration('at', 0, HOUR, msg('when it comes')),
  waitUs: nullable(duration('wait', 0, HOUR, msg('how long its view waits'))),
  bodyBytes: nullable(bytes('body', 0, 10 * GIB, msg('how much it uploads'))),
  patienceUs: nullable(
    duration('patience', 0, DAY, msg('it gives up after this long'), { min: MS, ...NEVER }),
  ),
  client: nullable(
    count('client', 0, 0, 1_000_000, msg('arrivals with the same number are one client')),
  ),
};

export const WEIGHT: Field<number> = quantity(
  'number',
  'weight',
  1,
  0.001,
  1_000_000,
  msg('how often, compared with the others'),
);
