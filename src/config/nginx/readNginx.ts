import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import { writeQuantity } from '../../scenario/units.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings } from '../findings.ts';
import { chooseServer } from './chooseServer.ts';
import { CLOSED_BLOCKS, whyNot } from './nginxDirectives.ts';
import { checkEnds, chiefOf, innermost, refuseTwins } from './nginxScopes.ts';
import { bufferBytes, nextUpstream, SETTINGS, settingOf, textOf } from './nginxSettings.ts';
import { type Directive, parseNginx } from './nginxSyntax.ts';
import { isUwsgiFamily, withTwins } from './passFamily.ts';
import { partOf, readCache, readLimit } from './readGate.ts';
import { find, type ReadLocation, readLocations } from './readLocations.ts';
import { TargetReader } from './readTarget.ts';
import { readTls } from './readTls.ts';
import type { Target } from './readUpstream.ts';

/** What nginx's files come to. */
export interface NginxReading {
  /** Settings of `front` as a scenario writes them; `upstream` and `locations` only where the files say so. */
  readonly front: Draft;
  /** They describe a whole server: what they do not say stands at nginx's defaults. Otherwise they are lines to be added. */
  readonly isWhole: boolean;
  /** Where requests are sent on to; empty where the files do not say. */
  readonly targets: readonly Target[];
  readonly hasUpstream: boolean;
  /** Requests go on in uWSGI's own protocol. */
  readonly isUwsgi: boolean;
}

export type NginxVersion = '1.31' | '1.22';
const COMPOSED = ['proxy_buffers', 'proxy_buffer_size', 'proxy_next_upstream'];
const BLOCKS = ['server', 'upstream', 'location'];

/** Reads nginx files as one configuration. What is wrong goes to `findings`; the reading counts only while nothing is. */
export function readNginx(
  files: readonly ConfigFile[],
  version: NginxVersion,
  findings: Findings,
): NginxReading {
  const all = files.flatMap(({ name, text }) => parseNginx(name, text, findings) ?? []);
  const isUwsgi = isUwsgiFamily(all);
  return new NginxReader(isUwsgi ? withTwins(all) : all, version, findings).read(isUwsgi);
}

class NginxReader {
  private readonly seen = new Set<Directive>();
  private readonly front: Draft = {};
  private readonly main: readonly Directive[];
  private readonly version: NginxVersion;
  private readonly findings: Findings;

  constructor(main: readonly Directive[], version: NginxVersion, findings: Findings) {
    this.main = main;
    this.version = version;
    this.findings = findings;
  }

  read(isUwsgi: boolean): NginxReading {
    const { main, seen, findings } = this;
    checkEnds(main, findings);
    const blocks = main.filter(({ name }) => name === 'http');
    const events = main.filter(({ name }) => name === 'events');
    for (const each of [...blocks, ...events]) seen.add(each);
    const inHttp = blocks.flatMap(({ block }) => block ?? []);
    // Without `http {}` it is what an include would bring into it.
    const http = [
      ...inHttp,
      ...main.filter(({ name }) => blocks.length === 0 || BLOCKS.includes(name)),
    ];
    for (const directive of main)
      if (
        blocks.length > 0 &&
        (directive.name in SETTINGS || COMPOSED.includes(directive.name)) &&
        directive.name !== 'worker_connections'
      )
        findings.fault(
          directive,
          directive.name,
          t('is not allowed outside http {sample}, server {sample2} and location {sample3}', {
            sample: '{}',
            sample2: '{}',
            sample3: '{}',
          }),
        );

    const servers = http.filter(({ name }) => name === 'server');
    const server = chooseServer(servers, seen, findings);
    const inServer = server?.block ?? [];
    const locations = this.locations(http, inServer, server);
    const chief = chiefOf(locations);
    const proxying = chief?.proxies ?? null;
    const scopes = [http, inServer, proxying?.block ?? []];
    this.settings([...events.map(({ block }) => block ?? []), ...scopes]);
    this.buffers(scopes);
    const next = innermost(scopes, 'proxy_next_upstream');
    if (next) {
      this.front.proxy_next_upstream = nextUpstream(next, findings);
      this.taken(next);
    }
    const tls = readTls(server, {
      version: this.version,
      findings,
      seen,
      scopes: [http, inServer],
    });
    const limit = readLimit(http, { findings, seen, scopes });
    const cache = readCache(http, { findings, seen, scopes });
    for (const [key, part] of Object.entries({ tls, limit_req: limit, proxy_cache: cache }))
      if (part) this.front[key] = partOf(part);
    this.otherLocations(locations, proxying);
    this.workerProcesses(main);

    const upstreams = http.filter(({ name }) => name === 'upstream');
    const goal = new TargetReader(
      { version: this.version, findings, seen, front: this.front },
      scopes,
    ).read(proxying, upstreams, locations);
    this.rest(main, upstreams);
    return {
      front: this.front,
      isWhole: blocks.length > 0 || servers.length > 0,
      targets: goal?.targets ?? [],
      hasUpstream: goal?.isBlock ?? false,
      isUwsgi,
    };
  }

  private taken(directive: Directive, text = textOf(directive)): void {
    this.seen.add(directive);
    this.findings.take(directive, text);
  }

  /** Locations of the server, or those that stand alone. */
  private locations(
    http: readonly Directive[],
    inServer: readonly Directive[],
    server: Directive | null,
  ): ReadLocation[] {
    const { findings, seen } = this;
    const blocks = (server ? inServer : http).filter(({ name }) => name === 'location');
    const named = new Map(blocks.map((each) => [each.args[0]?.text ?? '', each]));
    const root = find(inServer, 'root') ?? find(http, 'root');
    const scope = { findings, seen, named, root };
    const locations = readLocations(blocks, scope);
    if (server) {
      const hasAll = locations.some(
        ({ written }) => written.match === '/' || written.match === '^~ /',
      );
      const whole = hasAll
        ? undefined
        : (find(inServer, 'return') ?? find(inServer, 'try_files') ?? root);
      // What no location takes is the server's own: the same as a location for everything.
      if (whole) {
        const all: Directive = {
          ...whole,
          name: 'location',
          args: [{ ...whole, text: '/' }],
          block: inServer.filter(({ name }) => name !== 'location'),
        };
        seen.add(whole);
        locations.push(...readLocations([all], scope));
      }
    }
    if (server || locations.length > 0)
      this.front.locations = locations.map(({ written }) => written);
    return locations;
  }

  /** Settings that are one directive each: the innermost counts for the requests that go to the app server. */
  private settings(scopes: readonly (readonly Directive[])[]): void {
    const { findings } = this;
    for (const name of Object.keys(SETTINGS)) {
      const all = scopes.flatMap((scope) => scope.filter((each) => each.name === name));
      for (const scope of scopes) refuseTwins(scope, name, findings);
      const last = all.at(-1);
      for (const directive of all) this.seen.add(directive);
      for (const directive of all.slice(0, -1))
        if (last)
          findings.refuse(
            directive,
            directive.said ?? name,
            t('Line {line} says otherwise for the requests that go to the app server.', {
              line: String(last.line),
            }),
          );
      if (!last) continue;
      const written = settingOf(last, findings);
      if (written === undefined) continue;
      this.front[name] = written;
      findings.take(last, textOf(last));
    }
  }

  private buffers(scopes: readonly (readonly Directive[])[]): void {
    const buffers = innermost(scopes, 'proxy_buffers');
    const first = innermost(scopes, 'proxy_buffer_size');
    if (!buffers && !first) return;
    const bytes = bufferBytes(buffers, first, this.findings);
    if (bytes === undefined) return;
    this.front.proxy_buffers = writeQuantity('bytes', bytes);
    for (const each of [first, buffers]) if (each) this.taken(each);
  }

  /** One value holds for all requests here, so what another location says is listed where it differs. */
  private otherLocations(locations: readonly ReadLocation[], proxying: Directive | null): void {
    const { findings, front, seen } = this;
    for (const { directive } of locations) {
      if (directive === proxying) continue;
      for (const child of directive.block ?? []) {
        if (seen.has(child) || !(child.name in SETTINGS || COMPOSED.includes(child.name))) continue;
        seen.add(child);
        const written = child.name in SETTINGS ? settingOf(child, findings) : undefined;
        if (written !== undefined && written === front[child.name])
          findings.take(child, textOf(child));
        else
          findings.refuse(
            child,
            child.said ?? child.name,
            t('Holds for this location alone; one value for the whole server is modelled.'),
          );
      }
    }
  }

  private workerProcesses(main: readonly Directive[]): void {
    const directive = find(main, 'worker_processes');
    if (!directive) return;
    if (directive.args[0]?.text === '1') this.taken(directive);
    else {
      this.seen.add(directive);
      this.findings.refuse(
        directive,
        directive.name,
        t('One nginx process is modelled; it does so little that this rarely matters.'),
      );
    }
  }

  /** Whatever nobody has asked for, with the reason. */
  private rest(directives: readonly Directive[], upstreams: readonly Directive[]): void {
    const { findings, seen } = this;
    for (const directive of directives) {
      const { name, block } = directive;
      const isOpen = seen.has(directive);
      if (!isOpen) {
        seen.add(directive);
        const other = upstreams.includes(directive)
          ? 'One app server is modelled, and this is another one.'
          : t(whyNot(name));
        findings.refuse(
          directive,
          directive.said ?? name,
          name === 'location' ? t('Left out: no location that is modelled leads here.') : other,
        );
      }
      if (block && (isOpen || !CLOSED_BLOCKS.has(name))) this.rest(block, upstreams);
    }
  }
}
