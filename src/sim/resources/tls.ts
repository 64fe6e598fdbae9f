import type { Tls } from '../../scenario/scenario.ts';

/**
 * How a connection is secured: with everything, with what both still know, or that and the request along with the first word.
 * A recording counts them in this order.
 */
export const HANDSHAKES = ['full', 'resumed', 'early'] as const;
export type HandshakeKind = (typeof HANDSHAKES)[number];

/** What one handshake takes. Bytes as counted at a relay between client and server, work as measured with OpenSSL 3.0. */
export interface HandshakeCost {
  /** The client's first flight, and the server's: its certificate makes up most of a full one. */
  readonly helloBytes: number;
  readonly flightBytes: number;
  /** The client's last words, right before its request. */
  readonly finishBytes: number;
  /** TLS 1.2 in full: what the server answers to that before the client may send; 0 = it does not wait. */
  readonly secondBytes: number;
  /** Tickets for next time, right before the first answer. */
  readonly ticketBytes: number;
  /** Work on the server, core-µs. */
  readonly serverUs: number;
  /** Work of the client, on a machine of its own, µs. */
  readonly clientUs: number;
}

type Costs = Record<Tls['certificate'], HandshakeCost>;

const FULL_12 = { helloBytes: 178, finishBytes: 93, secondBytes: 258, ticketBytes: 0 };
const FULL_13 = { helloBytes: 241, finishBytes: 80, secondBytes: 0, ticketBytes: 574 };
const RESUMED_12 = {
  ...{ helloBytes: 517, flightBytes: 141, finishBytes: 51 },
  ...{ secondBytes: 0, ticketBytes: 0 },
};
const RESUMED_13 = {
  ...{ helloBytes: 544, flightBytes: 245, finishBytes: 80 },
  ...{ secondBytes: 0, ticketBytes: 287 },
};

/** Server: measured CPU less that of a plain connection. Client: what the measured wall time leaves beside it. */
const RESUMED_13_COSTS: Costs = {
  ecdsa: { ...RESUMED_13, serverUs: 290, clientUs: 470 },
  rsa: { ...RESUMED_13, serverUs: 270, clientUs: 430 },
};
const COSTS: Record<Tls['protocol'], Record<HandshakeKind, Costs>> = {
  '1.2': {
    full: {
      ecdsa: { ...FULL_12, flightBytes: 621, serverUs: 280, clientUs: 450 },
      rsa: { ...FULL_12, flightBytes: 1200, serverUs: 500, clientUs: 430 },
    },
    resumed: {
      ecdsa: { ...RESUMED_12, serverUs: 125, clientUs: 265 },
      rsa: { ...RESUMED_12, serverUs: 120, clientUs: 290 },
    },
    early: RESUMED_13_COSTS,
  },
  '1.3': {
    full: {
      ecdsa: { ...FULL_13, flightBytes: 777, serverUs: 330, clientUs: 500 },
      rsa: { ...FULL_13, flightBytes: 1357, serverUs: 530, clientUs: 460 },
    },
    resumed: RESUMED_13_COSTS,
    early: {
      ecdsa: { ...RESUMED_13_COSTS.ecdsa, ticketBytes: 0 },
      rsa: { ...RESUMED_13_COSTS.rsa, ticketBytes: 0 },
    },
  },
};

export function handshakeCost({ protocol, certificate }: Tls, kind: HandshakeKind): HandshakeCost {
  return COSTS[protocol][kind][certificate];
}

/** @param isKnown the client was here before, and holds a ticket; @param mayRepeat its request does no harm where somebody plays it again */
export function handshakeKind(tls: Tls, isKnown: boolean, mayRepeat: boolean): HandshakeKind {
  if (!isKnown || !tls.session_tickets) return 'full';
  return tls.protocol === '1.3' && tls.early_data && mayRepeat ? 'early' : 'resumed';
}
