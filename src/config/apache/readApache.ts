import { msg, t } from '../../language/t.ts';
import type { Draft, Field } from '../../scenario/fields.ts';
import { APACHE } from '../../scenario/servers/apache.ts';
import { MOD_WSGI } from '../../scenario/servers/modWsgi.ts';
import { SOCKET } from '../../scenario/socketSchema.ts';
import { parseQuantity, writeQuantity } from '../../scenario/units.ts';
import type { ConfigFile } from '../configFile.ts';
import { type Findings, noted } from '../findings.ts';
import { NO_BEARING } from '../noBearing.ts';
import { type AppReading, Settings, writtenOf } from '../servers/appReading.ts';
import { whyNotApache } from './apacheDirectives.ts';
import { locationOf, type ReadApacheLocation } from './apacheLocations.ts';
import { passOf } from './apachePasses.ts';
import { chooseHost, chooseMpm, type Mpm, opened } from './apacheScope.ts';
import { type ApacheLine, parseApache, textOf } from './apacheSyntax.ts';
import { BackendReader, type ReadBackends } from './readBackends.ts';
import { readSsl } from './readSsl.ts';

/** What Apache’s files come to. */
export interface ApacheReading {
  /** Settings of `front` as a scenario writes them; null where the app runs in Apache’s own children, and nothing stands before it. */
  readonly front: Draft | null;
  /** mod_wsgi, where it is that. */
  readonly app: AppReading | null;
  /** Where mod_proxy sends requests; null where it is not that. */
  readonly backends: ReadBackends | null;
  readonly isWhole: boolean;
}

/** What the settings of a file without a server are about: Apache as a front server, or with the app in its children. */
export type ApacheRole = 'front' | 'embedded';

// biome-ignore lint/suspicious/noExplicitAny: fields of every type stand in one table
type Taken = Readonly<Record<string, Field<any>>>;
const A = APACHE.settings;
const W = MOD_WSGI.settings;
const FRONT: Taken = {
  maxrequestworkers: A.max_request_workers,
  maxclients: A.max_request_workers,
  listenbacklog: A.listen_backlog,
  timeout: A.timeoutUs,
  proxytimeout: A.proxy_timeoutUs,
  limitrequestbody: A.limit_request_bodyBytes,
  keepalive: A.keep_alive,
  keepalivetimeout: A.keep_alive_timeoutUs,
  maxkeepaliverequests: A.max_keep_alive_requests,
};
const EMBEDDED: Taken = {
  timeout: W.timeoutUs,
  keepalive: W.keep_alive,
  keepalivetimeout: W.keep_alive_timeoutUs,
  listenbacklog: SOCKET.backlog,
};
const DAEMON: Taken = {
  processes: W.processes,
  threads: W.threads,
  'request-timeout': W.request_timeoutUs,
  'queue-timeout': W.queue_timeoutUs,
  'shutdown-timeout': W.shutdown_timeoutUs,
  'maximum-requests': W.maximum_requests,
  'listen-backlog': SOCKET.backlog,
};

/** Reads Apache’s files as one configuration; `role`: what settings without a server are taken for. */
export function readApache(
  files: readonly ConfigFile[],
  role: ApacheRole,
  findings: Findings,
): ApacheReading {
  const all = files.flatMap(({ name, text }) => parseApache(name, text, findings) ?? []);
  const mpm = chooseMpm(all);
  const main = opened(all, mpm, findings);
  const host = chooseHost(main, findings);
  const inHost = opened(host?.block ?? [], mpm, findings);
  if (host) findings.take(host, textOf(host));
  const lines = [...main.filter(({ name }) => !/^VirtualHost$/i.test(name)), ...inHost];
  return new ApacheReader(lines, mpm, findings).read(role);
}

class ApacheReader {
  private readonly seen = new Set<ApacheLine>();
  private readonly front: Draft = {};
  private readonly socket: Draft = {};
  private readonly locations: ReadApacheLocation[] = [];
  private readonly settings: Settings;
  private readonly lines: readonly ApacheLine[];
  private readonly mpm: Mpm | null;
  private readonly findings: Findings;

  constructor(lines: readonly ApacheLine[], mpm: Mpm | null, findings: Findings) {
    this.lines = lines;
    this.mpm = mpm;
    this.findings = findings;
    this.settings = new Settings(findings);
  }

  /** Lines of a name, with those in sections. */
  private all(pattern: RegExp, lines = this.lines): ApacheLine[] {
    return lines.flatMap((line) => [
      ...(pattern.test(line.name) ? [line] : []),
      ...(line.block ? this.all(pattern, line.block) : []),
    ]);
  }

  read(role: ApacheRole): ApacheReading {
    const aliases = this.all(/^WSGIScriptAlias(Match)?$/i);
    const passes = this.passes();
    // A group of daemon processes is the app even where no path leads to it.
    const hasGroup = this.all(/^WSGIProcessGroup$/i).some(({ args }) => args[0] !== '%{GLOBAL}');
    const isWsgi = (aliases.length > 0 || hasGroup) && !passes.some(({ path }) => path === '/');
    const daemon = isWsgi ? this.daemon(aliases) : null;
    const isWhole =
      isWsgi ||
      passes.length > 0 ||
      this.lines.some(({ name }) => /^(Listen|Alias|Redirect)$/i.test(name));
    const isEmbedded = isWsgi ? daemon === null : !isWhole && role === 'embedded';
    if (isEmbedded) this.children();
    else this.one(FRONT, this.front);
    if (isEmbedded) this.one(EMBEDDED, this.settings.app);
    else {
      this.readTimeouts();
      const tls = readSsl(this.lines, this.seen, this.findings);
      if (tls) this.front.tls = Object.keys(tls).length > 0 ? tls : true;
    }
    if (daemon) this.daemonProcess(daemon);
    if (isEmbedded && 'backlog' in this.settings.app) {
      this.socket.backlog = this.settings.app.backlog;
      delete this.settings.app.backlog;
    }
    const backends = isWsgi || !isWhole ? null : this.backends(passes);
    this.readLocations(isWsgi, isEmbedded, passes);
    if (backends?.retry !== undefined) this.front.retry = backends.retry;
    this.rest(this.lines);
    const app: AppReading | null =
      isWsgi || isEmbedded
        ? { kind: 'mod_wsgi', app: this.settings.app, socket: this.socket, isWhole, bind: null }
        : null;
    if (isWsgi || isEmbedded) this.settings.app.mode = daemon ? 'daemon' : 'embedded';
    return { front: isEmbedded ? null : this.front, app, backends, isWhole };
  }

  private taken(line: ApacheLine): void {
    if (!this.seen.has(line)) this.findings.take(line, textOf(line));
    this.seen.add(line);
  }

  private refuse(line: ApacheLine, name: string, why: string): void {
    this.seen.add(line);
    this.findings.refuse(line, name, why);
  }

  /** Directives that are one setting each: the last counts, as in Apache. */
  private one(table: Taken, into: Draft): void {
    for (const [name, field] of Object.entries(table)) {
      const all = this.lines.filter((line) => line.name.toLowerCase() === name);
      const last = all.at(-1);
      for (const line of all)
        if (line !== last)
          this.refuse(
            line,
            line.name,
            t('Line {line} says otherwise, and counts.', { line: String(last?.line) }),
          );
      if (!last) continue;
      this.seen.add(last);
      this.settings.take(last, textOf(last), field, this.written(field, last), into);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: fields of every type are asked
  private written(field: Field<any>, line: ApacheLine): unknown {
    const [text = '', ...more] = line.args;
    if (more.length > 0) return undefined;
    const fine = /^(\d{1,10})(ms|s|min)$/.exec(text);
    if (fine && field.kind === 'duration') {
      const us =
        Number(fine[1]) *
        { ms: 1_000, s: 1_000_000, min: 60_000_000 }[fine[2] as 'ms' | 's' | 'min'];
      const exact = noted(line.comment, field.key);
      const meant = exact === undefined ? undefined : parseQuantity('duration', exact);
      return meant && 'value' in meant && Math.ceil(meant.value / 1_000) * 1_000 === us
        ? exact
        : writeQuantity('duration', us);
    }
    return writtenOf(field, text, line.comment);
  }

  /** `RequestReadTimeout header=20-40,MinRate=500 body=20,MinRate=500`. */
  private readTimeouts(): void {
    for (const line of this.lines)
      if (/^RequestReadTimeout$/i.test(line.name)) this.readTimeout(line);
  }

  private readTimeout(line: ApacheLine): void {
    this.seen.add(line);
    for (const word of line.args) {
      const [, part = '', seconds, most, rate] =
        /^(header|body|handshake)=(\d+)(?:-(\d+))?(?:,MinRate=(\d+))?$/i.exec(word) ?? [];
      const field = part.toLowerCase() === 'body' ? A.body_timeoutUs : A.header_timeoutUs;
      if (seconds === undefined) {
        this.findings.fault(line, word, t('needs such as header=20-40,MinRate=500'));
        continue;
      }
      if (/handshake/i.test(part)) {
        this.findings.refuse(line, word, t('A handshake may take as long as it does here.'));
        continue;
      }
      this.settings.take(
        line,
        `${line.name} ${word}`,
        field,
        writtenOf(field, seconds, line.comment),
        this.front,
      );
      const isHead = field === A.header_timeoutUs;
      const isUsual =
        rate === '500' && (isHead ? Number(most) === 2 * Number(seconds) : most === undefined);
      if (Number(seconds) > 0 && !isUsual)
        this.findings.refuse(
          line,
          `${part}=`,
          isHead
            ? t('Only part: it grows while data comes at 500 B/s or more, to twice as long.')
            : t('Only part: it grows while data comes at 500 B/s or more, without end.'),
        );
    }
  }

  /** Apache’s own children, in which the app runs. */
  private children(): void {
    const { settings } = this;
    const isPrefork = this.mpm === 'prefork';
    settings.app.mpm = isPrefork ? 'prefork' : 'event';
    const number = (name: RegExp): number | undefined => {
      const line = this.lines.findLast((each) => name.test(each.name));
      if (!line) return undefined;
      if (!/^\d{1,9}$/.test(line.args[0] ?? ''))
        this.findings.fault(line, textOf(line), t('needs a whole number'));
      this.taken(line);
      return Number(line.args[0]);
    };
    const limit = number(/^ServerLimit$/i);
    const threads = isPrefork ? 1 : (number(/^ThreadsPerChild$/i) ?? 25);
    const all = number(/^(MaxRequestWorkers|MaxClients)$/i);
    const children =
      all === undefined ? Number.POSITIVE_INFINITY : Math.floor(all / Math.max(1, threads));
    settings.app.processes = Math.max(1, Math.min(limit ?? (isPrefork ? 256 : 16), children, 512));
    if (!isPrefork) settings.app.threads = Math.max(1, Math.min(threads, 1_000));
    const spare = this.lines.findLast(({ name }) =>
      (isPrefork ? /^MinSpareServers$/i : /^MinSpareThreads$/i).test(name),
    );
    if (!spare) return;
    const other = Number(noted(this.lines.map(({ comment }) => comment).join(' '), 'threads'));
    if (isPrefork && Number.isInteger(other)) settings.app.threads = other;
    this.seen.add(spare);
    settings.take(spare, textOf(spare), W.min_spare, writtenOf(W.min_spare, spare.args[0] ?? ''));
  }

  /** The `WSGIDaemonProcess` that requests are sent to; null where they stay within Apache. */
  private daemon(aliases: readonly ApacheLine[]): ApacheLine | null {
    const daemons = this.all(/^WSGIDaemonProcess$/i);
    const groups = this.all(/^WSGIProcessGroup$/i);
    const named =
      aliases.flatMap(
        ({ args }) => args.find((each) => each.startsWith('process-group='))?.slice(14) ?? [],
      )[0] ?? groups.find(({ args }) => args[0] !== '%{GLOBAL}')?.args[0];
    const chosen = daemons.find(({ args }) => args[0] === named) ?? null;
    for (const line of daemons)
      if (line !== chosen)
        this.refuse(
          line,
          line.name,
          named === undefined
            ? t(
                'No WSGIProcessGroup sends requests to it: they are dealt with in Apache’s own children.',
              )
            : t('Another group of processes answers, which is the one that is simulated.'),
        );
    if (chosen) for (const line of groups) this.taken(line);
    return chosen;
  }

  private daemonProcess(line: ApacheLine): void {
    this.seen.add(line);
    this.findings.take(line, `${line.name} ${line.args[0] ?? ''}`);
    for (const word of line.args.slice(1)) {
      const [key = '', value = ''] = word.split('=');
      const field = Object.hasOwn(DAEMON, key) ? DAEMON[key] : undefined;
      if (field)
        this.settings.take(
          line,
          word,
          field,
          writtenOf(field, value, line.comment),
          field === SOCKET.backlog ? this.socket : this.settings.app,
        );
      else this.findings.refuse(line, key, t(whyNotDaemon(key)));
    }
  }

  /** `ProxyPass`, by itself or in `<Location>`. */
  private passes(): { line: ApacheLine; path: string; url: string; parameters: string[] }[] {
    const own = this.lines.flatMap((line) => {
      if (!/^ProxyPass(Match)?$/i.test(line.name)) return [];
      const [path = '', url = '', ...parameters] = line.args;
      return [{ line, path, url, parameters }];
    });
    const inside = this.lines.flatMap((section) =>
      /^Location(Match)?$/i.test(section.name)
        ? (section.block ?? []).flatMap((line) => {
            if (!/^ProxyPass(Match)?$/i.test(line.name)) return [];
            const [url = '', ...parameters] = line.args;
            return [{ line, path: section.args[0] ?? '/', url, parameters }];
          })
        : [],
    );
    const all = [...own, ...inside];
    for (const { line, url } of all) if (url === '!') this.taken(line);
    return all.filter(({ url }) => url !== '!');
  }

  private backends(passes: ReturnType<ApacheReader['passes']>): ReadBackends {
    const balancers = this.lines.filter(
      ({ name, args }) => /^Proxy$/i.test(name) && /^balancer:/i.test(args[0] ?? ''),
    );
    const reader = new BackendReader(balancers, this.findings);
    for (const { line, url, parameters } of passes) {
      this.seen.add(line);
      reader.pass(line, url, parameters);
    }
    const [lone] = balancers;
    if (lone && passes.length === 0) reader.lone(lone);
    if (reader.read().upstream)
      for (const section of balancers)
        for (const line of [section, ...(section.block ?? [])]) this.seen.add(line);
    return reader.read();
  }

  private readLocations(
    isWsgi: boolean,
    isEmbedded: boolean,
    passes: ReturnType<ApacheReader['passes']>,
  ): void {
    const { findings, locations } = this;
    const ways = new Map(passes.map((each) => [each.line, each]));
    for (const line of this.lines) {
      const name = line.name.toLowerCase();
      const isPass = isWsgi ? /^wsgiscriptalias/.test(name) : ways.has(line);
      if (!isPass && !/^(alias(match)?|redirect(match)?)$/.test(name)) continue;
      const url = ways.get(line)?.url ?? '';
      const [, target = '', path = ''] = /^((?:unix:[^|]+\|)?\w+:\/\/[^/]*)(.*)$/.exec(url) ?? [];
      const rest = (ways.get(line)?.parameters ?? []).map((each) => ` ${each}`).join('');
      const read = locationOf(
        line,
        passOf(isWsgi ? { kind: 'wsgi' } : { kind: 'proxy', target, rest }),
        locations.length,
        findings,
      );
      if (!read || isEmbedded) {
        if (isEmbedded && read)
          this.refuse(
            line,
            line.name,
            t(
              'Files and paths of an Apache that runs the app itself are taken as they usually are.',
            ),
          );
        else if (isPass)
          this.refuse(
            line,
            line.name,
            t('Paths are told apart by their beginnings here; patterns are left out.'),
          );
        continue;
      }
      if (locations.some(({ written }) => written.match === read.written.match)) {
        this.refuse(line, line.name, t('An earlier line takes the same path.'));
        continue;
      }
      locations.push(read);
      this.seen.delete(line);
      this.taken(line);
      const beyond = ways.get(line)?.path ?? path;
      if (isPass && !isWsgi && path !== '' && path.replace(/\/$/, '') !== beyond.replace(/\/$/, ''))
        findings.refuse(line, line.name, t('Only part: the path is not rewritten here.'));
    }
    // In `<Location>` the path stands in the section.
    for (const { line, path } of passes)
      if (
        !this.lines.includes(line) &&
        !isWsgi &&
        !locations.some(({ written }) => written.match === path)
      ) {
        locations.push({ written: { match: path, proxy: true }, order: locations.length });
        this.taken(line);
      }
    if (!isEmbedded && (isWsgi || passes.length > 0 || locations.length > 0))
      this.front.locations = locations
        .toSorted((a, b) => a.order - b.order)
        .map(({ written }) => written);
  }

  /** Whatever nobody has asked for, with the reason. */
  private rest(lines: readonly ApacheLine[]): void {
    for (const line of lines) {
      if (!this.seen.has(line)) {
        const isMpm = /^LoadModule$/i.test(line.name) && /^mpm_/.test(line.args[0] ?? '');
        this.findings.refuse(
          line,
          line.name,
          isMpm && this.mpm === 'prefork' && !('mpm' in this.settings.app)
            ? t('As a front server Apache works by events here, not by processes (prefork).')
            : t(whyNotApache(line.name)),
        );
        this.seen.add(line);
      }
      if (line.block) this.rest(line.block);
    }
  }
}

function whyNotDaemon(key: string): string {
  if (
    /^(user|group|umask|home|python-path|python-home|python-eggs|display-name|lang|locale|script-user|script-group|header-buffer-size|response-buffer-size|server-metrics)$/.test(
      key,
    )
  )
    return NO_BEARING;
  if (/timeout|restart-interval|maximum|cpu|memory|stack|priority|threshold/.test(key))
    return msg(
      'Of its limits, request-timeout, queue-timeout, shutdown-timeout and maximum-requests are modelled.',
    );
  return msg('The simulation has no setting for it.');
}
