import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import type { Findings } from '../findings.ts';
import { noted } from '../findings.ts';
import { innermost } from './nginxScopes.ts';
import { flag, textOf } from './nginxSettings.ts';
import type { Directive } from './nginxSyntax.ts';

interface Scope {
  readonly version: '1.31' | '1.22';
  readonly findings: Findings;
  /** Directives that have been dealt with. */
  readonly seen: Set<Directive>;
  /** http and the server. */
  readonly scopes: readonly (readonly Directive[])[];
}

/** Words of `listen` and directives that speak of TLS towards clients. */
const OWN = [
  'ssl',
  'http2',
  'ssl_protocols',
  'ssl_session_tickets',
  'ssl_early_data',
  'ssl_certificate',
];

/** Encryption of the server that is simulated, as `front.tls` is written; undefined where it has none. */
export function readTls(server: Directive | null, scope: Scope): Draft | undefined {
  const { findings, seen, scopes, version } = scope;
  const listens = server?.block?.filter(({ name }) => name === 'listen') ?? [];
  const says = (listen: Directive, word: string) => listen.args.some(({ text }) => text === word);
  const own = Object.fromEntries(OWN.map((name) => [name, innermost(scopes, name)]));
  const encrypted = listens.filter((listen) => says(listen, 'ssl'));
  const isOn = encrypted.length > 0 || own.ssl?.args[0]?.text === 'on';
  if (!isOn) {
    for (const name of OWN)
      for (const each of scopes.flatMap((list) => list.filter((one) => one.name === name)))
        if (server !== null && !seen.has(each)) {
          seen.add(each);
          findings.refuse(
            each,
            name,
            t('No socket of the server that is simulated says “ssl”, so clients come without TLS.'),
          );
        }
    return undefined;
  }
  for (const plain of listens)
    if (encrypted.length > 0 && !encrypted.includes(plain))
      findings.refuse(plain, 'listen', t('Only part: all clients come over TLS here.'));
  const tls: Draft = {};
  const take = (directive: Directive) => {
    if (!seen.has(directive)) findings.take(directive, textOf(directive));
    seen.add(directive);
  };
  const flagOf = (name: string) => {
    const directive = own[name];
    if (!directive) return;
    const said = flag(directive);
    if ('wrong' in said) findings.fault(directive, textOf(directive), said.wrong);
    else tls[name] = said.written;
    take(directive);
  };
  if (own.ssl) take(own.ssl);
  for (const name of ['ssl_session_tickets', 'ssl_early_data', 'http2']) flagOf(name);
  if (listens.some((listen) => says(listen, 'http2'))) tls.http2 = true;
  const protocols = own.ssl_protocols;
  if (protocols) {
    const names = protocols.args.map(({ text }) => text);
    const known = ['1.3', '1.2'].filter((each) => names.includes(`TLSv${each}`));
    if (known[0] === undefined)
      findings.refuse(
        protocols,
        'ssl_protocols',
        t('TLS 1.2 and 1.3 are modelled, which are not among these.'),
      );
    else tls.ssl_protocols = known[0];
    const old = names.filter((each) => !/^TLSv1\.[23]$/.test(each));
    if (known[0] !== undefined && old.length > 0)
      findings.refuse(
        protocols,
        'ssl_protocols',
        t('Only part: clients choose TLS {known}, not {old}.', {
          known: String(known[0]),
          old: old.join(' or '),
        }),
      );
    take(protocols);
  } else if (version === '1.22') tls.ssl_protocols = '1.2'; // what nginx offers by itself before 1.23.4
  const certificate = own.ssl_certificate;
  if (certificate) {
    const file = certificate.args[0]?.text ?? '';
    const exact = noted(certificate.comment, 'certificate');
    const guess = /rsa/i.test(file) ? 'rsa' : undefined;
    const kind = exact === 'rsa' || exact === 'ecdsa' ? exact : guess;
    if (kind) tls.certificate = kind;
    else
      findings.refuse(
        certificate,
        'ssl_certificate',
        t(
          'Only part: which kind of key is in the file cannot be seen here; an ECDSA key is taken for it.',
        ),
      );
    take(certificate);
  }
  return tls;
}
