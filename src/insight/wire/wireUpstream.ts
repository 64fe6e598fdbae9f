/** The request as front servers pass it on in HTTP: whose headers come first, and what they add. */
import type { AppServer, Front, Nginx, Route, Scenario } from '../../scenario/scenario.ts';
import { frontEntryOf, frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { UNMEASURED } from '../unmeasured.ts';
import { appAddress } from './wireAddresses.ts';
import {
  bodyHeaders,
  type Header,
  HOST,
  type HttpMessage,
  headersOf,
  headOf,
  requestBody,
  requestOf,
  requestVersion,
} from './wireHttp.ts';

/** What a front server knows of a request when it passes it on. */
export interface Passing {
  readonly scenario: Scenario;
  readonly route: Route;
  readonly bodyBytes: number;
  /** Address of the client. */
  readonly address: string;
  /** Which copy of the app server. */
  readonly instance: number;
}

/**
 * The Connection header that nginx sends to the app server, or null for none. Before 1.29.7 it says `close` unless told otherwise; who sets up a pool
 * there clears it, as its manual demands. Since then it is cleared always.
 */
function upstreamConnection(nginx: Nginx, app: AppServer): 'close' | null {
  return nginx.version === '1.22' && frontTraitsOf(nginx, app).upstreamPool === 0 ? 'close' : null;
}

/** `close` where the front server says that it will not use its connection to the app server again. */
export function saysClose({ front, app }: Scenario): boolean {
  return front?.kind === 'nginx' && upstreamConnection(front, app) === 'close';
}

/** `https` where clients are met over TLS. */
export const schemeOf = ({ front }: Scenario): 'http' | 'https' => (front?.tls ? 'https' : 'http');

type Writer = (of: Passing) => readonly Header[];

/** Headers of each front server in its own order, after the request line. */
const WRITERS: Readonly<Partial<Record<Front['kind'], Writer>>> = {
  nginx: (of) => {
    const nginx = of.scenario.front as Nginx;
    const connection = upstreamConnection(nginx, of.scenario.app);
    const { length, rest, type } = fromClient(of);
    return [
      ['Host', HOST],
      ['X-Real-IP', of.address],
      ['X-Forwarded-For', of.address],
      ['X-Forwarded-Proto', schemeOf(of.scenario)],
      ...(connection ? [['Connection', connection] as const] : []),
      ...length,
      ...rest,
      ...type,
    ];
  },
  // httpd 2.4, ap_proxy_create_hdrbrgd and terminate_headers: Host of the backend (ProxyPreserveHost off), length and Connection last.
  apache: (of) => {
    const { length, rest, type } = fromClient(of);
    return [
      ['Host', appAddress(of.scenario, of.instance).port === null ? 'localhost' : upstreamOf(of)],
      ...rest,
      ...type,
      ['X-Forwarded-For', of.address],
      ['X-Forwarded-Host', HOST],
      ['X-Forwarded-Server', HOST],
      ...length,
      ['Connection', 'Keep-Alive'],
    ];
  },
  iis: (of) => forwarded(of),
};

/** What a front server of which nothing more is known does: everything as it came, and who sent it. */
const forwarded: Writer = (of) => {
  const { length, rest, type } = fromClient(of);
  return [
    ['Host', HOST],
    ...rest,
    ...length,
    ...type,
    ['X-Forwarded-For', of.address],
    ['X-Forwarded-Proto', schemeOf(of.scenario)],
  ];
};

const upstreamOf = ({ scenario, instance }: Passing): string =>
  appAddress(scenario, instance).upstream;

function fromClient({ scenario, route, bodyBytes }: Passing) {
  const taken = new Set(['Host', 'Content-Length', 'Content-Type']);
  const rest = headersOf(requestOf(scenario, route, bodyBytes).head);
  return { ...bodyHeaders(route, bodyBytes), rest: rest.filter(([name]) => !taken.has(name)) };
}

/** The request as the front server of a scenario passes it on in HTTP. */
export function upstreamRequest(of: Passing): HttpMessage {
  const front = of.scenario.front as Front;
  const headers = (WRITERS[front.kind] ?? forwarded)(of);
  return {
    head: headOf(
      `${of.route.method} ${of.route.path} HTTP/${requestVersion(of.scenario)}`,
      headers,
    ),
    body: requestBody(of.bodyBytes),
    bodyBytes: of.bodyBytes,
  };
}

/** What is said of bytes that nobody has measured. */
export function unmeasuredNote(front: Front): string | undefined {
  return frontEntryOf(front).isMeasured ? undefined : UNMEASURED;
}
