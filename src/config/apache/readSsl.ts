import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import { type Findings, noted } from '../findings.ts';
import { type ApacheLine, textOf } from './apacheSyntax.ts';

/** TLS of Apache as `front.tls` is written; undefined where it is not on. */
export function readSsl(
  lines: readonly ApacheLine[],
  seen: Set<ApacheLine>,
  findings: Findings,
): Draft | undefined {
  const last = (name: RegExp) => lines.findLast((line) => name.test(line.name));
  const engine = last(/^SSLEngine$/i);
  if (engine?.args[0]?.toLowerCase() !== 'on') return undefined;
  const tls: Draft = {};
  const take = (line: ApacheLine) => {
    findings.take(line, textOf(line));
    seen.add(line);
  };
  take(engine);
  const protocol = last(/^SSLProtocol$/i);
  if (protocol) {
    const version = protocolOf(protocol.args);
    if (version) tls.ssl_protocols = version;
    else
      findings.refuse(
        protocol,
        protocol.name,
        t('TLS 1.2 and 1.3 are modelled, which are not among these.'),
      );
    if (noted(protocol.comment, 'ssl_early_data') === 'on') tls.ssl_early_data = true;
    take(protocol);
  }
  const tickets = last(/^SSLSessionTickets$/i);
  if (tickets) {
    if (tickets.args[0]?.toLowerCase() === 'off') tls.ssl_session_tickets = false;
    take(tickets);
  }
  const protocols = last(/^Protocols$/i);
  if (protocols) {
    if (protocols.args.some((each) => each.toLowerCase() === 'h2')) tls.http2 = true;
    take(protocols);
  }
  const certificate = last(/^SSLCertificateFile$/i);
  if (certificate) {
    const exact = noted(certificate.comment, 'certificate');
    const kind =
      exact === 'rsa' || exact === 'ecdsa'
        ? exact
        : /rsa/i.test(certificate.args[0] ?? '')
          ? 'rsa'
          : undefined;
    if (kind) tls.certificate = kind;
    else
      findings.refuse(
        certificate,
        certificate.name,
        t(
          'Only part: which kind of key is in the file cannot be seen here; an ECDSA key is taken for it.',
        ),
      );
    take(certificate);
  }
  return tls;
}

/** The newest protocol that `all -SSLv3`, `-all +TLSv1.2` and the like leave. Source: httpd 2.4, mod_ssl. */
function protocolOf(words: readonly string[]): '1.2' | '1.3' | undefined {
  let on = new Set<string>();
  for (const word of words) {
    const [, sign = '', name = ''] = /^([+-]?)(.*)$/.exec(word.toLowerCase()) ?? [];
    const names = name === 'all' ? ['tlsv1', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3'] : [name];
    if (sign === '') on = new Set(names);
    else for (const each of names) sign === '+' ? on.add(each) : on.delete(each);
  }
  return on.has('tlsv1.3') ? '1.3' : on.has('tlsv1.2') ? '1.2' : undefined;
}
