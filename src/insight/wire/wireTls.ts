/**
 * TLS between client and front server: the flights of a handshake with their bytes, and what encryption adds to a message. Bytes as counted at a
 * relay between OpenSSL 3.0 and nginx 1.31 (T_roundtrips_nginx_relay50ms).
 */
import type { Tls } from '../../scenario/scenario.ts';

/** In the order in which recordings count them. */
export const HANDSHAKES = ['full', 'resumed', 'early'] as const;
export type HandshakeKind = (typeof HANDSHAKES)[number];

export interface Flight {
  readonly from: 'client' | 'server';
  /** Messages of the handshake; those in braces are encrypted already. */
  readonly says: readonly string[];
  readonly bytes: number;
}

/** One handshake, up to the moment at which the client may send; then what goes along with its request, and with the first answer. */
export interface Flights {
  readonly before: readonly Flight[];
  readonly withRequest: Flight;
  readonly withAnswer: Flight | null;
}

const client = (bytes: number, ...says: string[]): Flight => ({ from: 'client', says, bytes });
const server = (bytes: number, ...says: string[]): Flight => ({ from: 'server', says, bytes });

const CCS = 'ChangeCipherSpec';

function flights12(isFull: boolean, isRsa: boolean): Flights {
  if (!isFull)
    return {
      before: [
        client(517, 'ClientHello (with the ticket)'),
        server(141, 'ServerHello', CCS, '{Finished}'),
      ],
      withRequest: client(51, CCS, '{Finished}'),
      withAnswer: null,
    };
  return {
    before: [
      client(178, 'ClientHello'),
      server(
        isRsa ? 1200 : 621,
        'ServerHello',
        'Certificate',
        'ServerKeyExchange',
        'ServerHelloDone',
      ),
      client(93, 'ClientKeyExchange', CCS, '{Finished}'),
      server(258, 'NewSessionTicket', CCS, '{Finished}'),
    ],
    withRequest: client(0),
    withAnswer: null,
  };
}

function flights13(kind: HandshakeKind, isRsa: boolean): Flights {
  const ticket = '{NewSessionTicket}';
  if (kind === 'full')
    return {
      before: [
        client(241, 'ClientHello (with a key share)'),
        server(
          isRsa ? 1357 : 777,
          'ServerHello (with a key share)',
          CCS,
          '{EncryptedExtensions}',
          '{Certificate}',
          '{CertificateVerify}',
          '{Finished}',
        ),
      ],
      withRequest: client(80, CCS, '{Finished}'),
      withAnswer: server(574, ticket, ticket),
    };
  const isEarly = kind === 'early';
  return {
    before: [
      client(
        544,
        `ClientHello (with a key share and the ticket${isEarly ? ', early data follows' : ''})`,
      ),
      server(245, 'ServerHello (with a key share)', CCS, '{EncryptedExtensions}', '{Finished}'),
    ],
    withRequest: client(80, CCS, ...(isEarly ? ['{EndOfEarlyData}'] : []), '{Finished}'),
    withAnswer: isEarly ? null : server(287, ticket),
  };
}

/** The flights of one handshake. */
export function flightsOf({ protocol, certificate }: Tls, kind: HandshakeKind): Flights {
  const isRsa = certificate === 'rsa';
  return protocol === '1.2' ? flights12(kind === 'full', isRsa) : flights13(kind, isRsa);
}

/** `ServerHello, Certificate, …: 621 bytes`, one message a line. */
export function flightText({ says, bytes }: Flight): string {
  return `TLS handshake, ${bytes} bytes:\n${says.map((one) => `  ${one}`).join('\n')}`;
}

const RECORD_BYTES = 16_384;
/** Header, counter and tag of a record: AES-GCM, as measured (45 bytes became 74, or 67). */
const ADDED = { '1.2': 29, '1.3': 22 } as const;

/** Records that so many bytes take, and their bytes on the line. */
export function encrypted(
  { protocol }: Tls,
  plainBytes: number,
): { readonly records: number; readonly bytes: number } {
  const records = Math.ceil(plainBytes / RECORD_BYTES);
  return { records, bytes: plainBytes + records * ADDED[protocol] };
}
