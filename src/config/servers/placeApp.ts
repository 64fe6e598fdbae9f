import { t } from '../../language/t.ts';
import { DEFAULT_PARTS } from '../../scenario/defaultParts.ts';
import { APP_SERVERS, type AppKind } from '../../scenario/servers/appServers.ts';
import type { Findings } from '../findings.ts';
import { settingsOf } from '../nginx/nginxSettings.ts';
import type { AppReading, Bind } from './appReading.ts';

export type Part = Record<string, unknown>;

/** What no file of an app server says, and what therefore stays as it was. */
const KEPT = ['host', 'hosts', 'instances', 'django', 'memory', 'boot'];

export const pick = (from: Readonly<Record<string, unknown>>, keys: readonly string[]): Part =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));

export const without = (from: Readonly<Record<string, unknown>>, ...keys: string[]): Part =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)));

/** `app:` where it is not written is not Gunicorn as it comes: it has more workers. */
export const appOf = (next: Part): Part =>
  typeof next.app === 'string'
    ? { server: next.app }
    : { ...settingsOf(next.app ?? DEFAULT_PARTS.app) };

/** Which app server a written scenario has. */
export function appKindOf(next: Part): AppKind {
  const { server } = appOf(next);
  return typeof server === 'string' && Object.hasOwn(APP_SERVERS, server)
    ? (server as AppKind)
    : 'gunicorn';
}

/** Which front server a written scenario has. */
export function frontKindOf(next: Part): string {
  if (next.front === null) return 'none';
  if (typeof next.front === 'string') return next.front;
  const { server = 'nginx' } = settingsOf(next.front);
  return String(server);
}

/** Changes which app server it is, with what all of them have; the same one keeps everything. */
export function changeApp(next: Part, kind: AppKind): Part {
  const base = appOf(next);
  if (appKindOf(next) === kind) return base;
  const socket = without(settingsOf(next.socket), 'backlog');
  if (Object.keys(socket).length > 0) next.socket = socket;
  else delete next.socket;
  return { ...(kind === 'gunicorn' ? {} : { server: kind }), ...pick(base, KEPT) };
}

/** Servers whose waiting room no setting of theirs says. */
const FIXED_BACKLOG: readonly AppKind[] = ['runserver', 'flask'];

/** Puts an app server in the place of the one that is there. */
export function placeApp(next: Part, { kind, app, socket, isWhole }: AppReading): void {
  const isSame = appKindOf(next) === kind;
  const base = changeApp(next, kind);
  const kept = [...KEPT, 'server', ...(isSame ? ['version'] : [])];
  next.app = { ...(isWhole ? pick(base, kept) : base), ...app };
  const before = settingsOf(next.socket);
  const resets = isWhole && !FIXED_BACKLOG.includes(kind);
  next.socket = { ...(resets ? without(before, 'backlog') : before), ...socket };
}

export function placeSocket(next: Part, kind: 'tcp' | 'unix'): void {
  const socket: Part = { ...settingsOf(next.socket), kind };
  next.socket = kind === 'unix' ? without(socket, 'rtt') : socket; // a file has no distance
}

/** What tells two sockets apart: the path of a file, or the port. */
const portOf = (address: string) => /:(\d+)$/.exec(address)?.[1] ?? address;

/** Where the app server listens, as its own files say, against where the front server asks; `targets`: that, where a file says it. */
export function placeBind(
  next: Part,
  { bind, isWhole, kind }: AppReading,
  targets: readonly { kind: string; address: string; at: string }[],
  findings: Findings,
): void {
  const [target] = targets;
  if (
    bind &&
    target &&
    kind !== 'mod_wsgi' &&
    targets.every(
      (each) => each.kind !== bind.kind || portOf(each.address) !== portOf(bind.address),
    )
  )
    findings.refuse(
      bind.spot,
      'bind',
      t(
        'The front server asks {address} instead ({at}): in reality they would not meet. Here they do.',
        { address: String(target.address), at: String(target.at) },
      ),
    );
  if (target) return; // the front server has said how it asks
  if (bind?.kind === 'unix' && frontKindOf(next) === 'none') {
    unreachable(bind, findings);
    return;
  }
  if (bind) placeSocket(next, bind.kind);
  else if (isWhole && kind === 'gunicorn') placeSocket(next, 'tcp');
}

function unreachable(bind: Bind, findings: Findings): void {
  findings.refuse(
    bind.spot,
    'bind',
    t(
      'Clients on other machines cannot reach a unix socket: put nginx in front first. The socket stays a TCP port.',
    ),
  );
}
