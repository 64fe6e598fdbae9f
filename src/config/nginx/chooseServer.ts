import { msg, t } from '../../language/t.ts';
import type { Findings } from '../findings.ts';
import { NO_BEARING, PROXY_PROTOCOL } from '../noBearing.ts';
import { textOf } from './nginxSettings.ts';
import type { Directive } from './nginxSyntax.ts';

/**
 * The `server {}` that is simulated, of several: one that asks an app server before one that does not, then `default_server`, then ports 80
 * and 443, then the first. The others are listed. Null where there is none.
 */
export function chooseServer(
  servers: readonly Directive[],
  seen: Set<Directive>,
  findings: Findings,
): Directive | null {
  const ranked = servers.map((server) => ({ server, rank: rankOf(server) }));
  ranked.sort((a, b) => b.rank - a.rank);
  const chosen = ranked[0]?.server;
  if (!chosen) return null;
  seen.add(chosen);
  for (const server of servers) {
    if (server === chosen) continue;
    const names = server.block
      ?.find(({ name }) => name === 'server_name')
      ?.args.map(({ text }) => text)
      .join(' ');
    findings.refuse(
      server,
      'server',
      t(
        names
          ? msg(
              'One {block} is modelled: that of line {line}. All {count} directives of this one ({names}) are left out.',
            )
          : msg(
              'One {block} is modelled: that of line {line}. All {count} directives of this one are left out.',
            ),
        {
          block: 'server {}',
          line: String(chosen.line),
          count: String(countOf(server)),
          names: names ?? '',
        },
      ),
    );
    leaveOut(server, seen);
  }
  for (const listen of chosen.block?.filter(({ name }) => name === 'listen') ?? [])
    readListen(listen, seen, findings);
  return chosen;
}

function rankOf(server: Directive): number {
  const listens = server.block?.filter(({ name }) => name === 'listen') ?? [];
  const words = listens.flatMap(({ args }) => args.map(({ text }) => text));
  const isUsual =
    listens.length === 0 || listens.some(({ args }) => /(^|:)(80|443)$/.test(args[0]?.text ?? ''));
  return (asks(server) ? 4 : 0) + (words.includes('default_server') ? 2 : 0) + (isUsual ? 1 : 0);
}

function asks({ name, block }: Directive): boolean {
  return name === 'proxy_pass' || name === 'uwsgi_pass' || (block?.some(asks) ?? false);
}

const countOf = ({ block }: Directive): number =>
  (block ?? []).reduce((sum, each) => sum + 1 + countOf(each), 0);

function leaveOut(directive: Directive, seen: Set<Directive>): void {
  seen.add(directive);
  for (const child of directive.block ?? []) leaveOut(child, seen);
}

const LISTEN: Readonly<Record<string, string>> = {
  quic: msg('HTTP/3 is not modelled: clients speak HTTP/1.1.'),
  proxy_protocol: PROXY_PROTOCOL,
};

/** The port has no bearing here; some words behind it would have. */
function readListen(listen: Directive, seen: Set<Directive>, findings: Findings): void {
  seen.add(listen);
  findings.take(listen, textOf(listen));
  for (const { text } of listen.args.slice(1)) {
    const [name = ''] = text.split('=');
    if (Object.hasOwn(LISTEN, name))
      findings.refuse(listen, `listen … ${name}`, t(LISTEN[name] as string));
    else if (name === 'backlog')
      findings.refuse(
        listen,
        'listen … backlog',
        t('nginx’s own waiting room is never full here.'),
      );
    else if (!['default_server', 'default', 'ssl', 'http2'].includes(name))
      findings.refuse(listen, `listen … ${name}`, t(NO_BEARING));
  }
}
