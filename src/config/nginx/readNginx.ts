import type { Draft } from '../../scenario/fields.ts';
import { GENERATIONS } from '../../scenario/parseServers.ts';
import { writeQuantity } from '../../scenario/units.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings } from '../findings.ts';
import { chooseServer } from './chooseServer.ts';
import { isDirective, whyNot } from './nginxDirectives.ts';
import { bufferBytes, nextUpstream, SETTINGS, settingOf, textOf } from './nginxSettings.ts';
import { type Directive, parseNginx } from './nginxSyntax.ts';
import { find, type ReadLocation, readLocations } from './readLocations.ts';
import { type ReadUpstream, readUpstream, type Target, targetOf } from './readUpstream.ts';

/** What nginx's files come to. */
export interface NginxReading {
  /** Settings of `front` as a scenario writes them; `upstream` and `locations` only where the files say so. */
  readonly front: Draft;
  /** They describe a whole server: what they do not say stands at nginx's defaults. Otherwise they are lines to be added. */
  readonly isWhole: boolean;
  /** Where requests are sent on to; empty where the files do not say. */
  readonly targets: readonly Target[];
  readonly hasUpstream: boolean;
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
  const main = files.flatMap(({ name, text }) => parseNginx(name, text, findings) ?? []);
  return new NginxReader(main, version, findings).read();
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

  read(): NginxReading {
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
          'is not allowed outside http {}, server {} and location {}',
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
    this.otherLocations(locations, proxying);
    this.workerProcesses(main);

    const upstreams = http.filter(({ name }) => name === 'upstream');
    const goal = this.goal(proxying, upstreams, locations, scopes);
    this.rest([...main, ...inHttp], upstreams);
    return {
      front: this.front,
      isWhole: blocks.length > 0 || servers.length > 0,
      targets: goal?.targets ?? [],
      hasUpstream: goal?.isBlock ?? false,
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
            name,
            `Line ${last.line} says otherwise for the requests that go to the app server.`,
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
            child.name,
            'Holds for this location alone; one value for the whole server is modelled.',
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
        'One nginx process is modelled; it does so little that this rarely matters.',
      );
    }
  }

  /** Where the requests go, with the settings of the `upstream {}` block. */
  private goal(
    proxying: Directive | null,
    upstreams: readonly Directive[],
    locations: readonly ReadLocation[],
    scopes: readonly (readonly Directive[])[],
  ): { readonly targets: readonly Target[]; readonly isBlock: boolean } | null {
    const { findings, front, seen } = this;
    const pass = proxying && find(proxying.block ?? [], 'proxy_pass');
    if (!pass) return this.loneUpstream(upstreams, scopes);
    const address = this.pass(pass);
    for (const { proxies } of locations) {
      const other = proxies && find(proxies.block ?? [], 'proxy_pass');
      if (!other || other === pass) continue;
      if (this.pass(other) !== address)
        findings.refuse(
          other,
          'proxy_pass',
          `One app server is modelled: that of line ${pass.line} answers here as well.`,
        );
    }
    const upstream = upstreams.find(({ args }) => args[0]?.text === address);
    if (upstream) return this.upstream(upstream, scopes);
    if (address.startsWith('$')) {
      findings.refuse(
        pass,
        'proxy_pass',
        'Only part: which server a variable names is not known here.',
      );
      return null;
    }
    front.upstream = undefined;
    seen.add(pass);
    return { targets: [targetOf(address, pass)], isBlock: false };
  }

  /** An `upstream {}` block that came without the location that uses it. */
  private loneUpstream(upstreams: readonly Directive[], scopes: readonly (readonly Directive[])[]) {
    const [only] = upstreams;
    return only && upstreams.length === 1 ? this.upstream(only, scopes) : null;
  }

  private upstream(directive: Directive, scopes: readonly (readonly Directive[])[]) {
    this.seen.add(directive);
    const read = readUpstream(directive, this.seen, this.findings);
    this.connection(read, directive, scopes);
    this.front.upstream = Object.keys(read.settings).length > 0 ? read.settings : true;
    return { targets: read.targets, isBlock: true };
  }

  /** The address behind `proxy_pass`, without scheme and path. */
  private pass(directive: Directive): string {
    const { findings, seen } = this;
    const text = directive.args[0]?.text ?? '';
    const [, scheme, rest = ''] = /^(https?):\/\/(.*)$/.exec(text) ?? [];
    if (!seen.has(directive)) {
      if (!scheme && !text.startsWith('$'))
        findings.fault(
          directive,
          textOf(directive),
          'needs an address such as http://127.0.0.1:8000',
        );
      else this.taken(directive);
      if (scheme === 'https')
        findings.refuse(
          directive,
          'proxy_pass',
          'Only part: TLS towards the app server is not modelled.',
        );
      if (!rest.startsWith('unix:') && /\/./.test(rest))
        findings.refuse(directive, 'proxy_pass', 'Only part: the path is not rewritten here.');
    }
    return rest.startsWith('unix:') ? rest : (rest || text).replace(/\/.*$/, '');
  }

  /**
   * Whether connections to the app server can be kept: a `Connection: close` stands against it, and nginx before 1.29.7 sends one unless
   * told otherwise. `proxy_set_header` is inherited only where a level has none of its own.
   */
  private connection(
    { settings }: ReadUpstream,
    upstream: Directive,
    scopes: readonly (readonly Directive[])[],
  ): void {
    const { findings, front, version, seen } = this;
    const headers = [...scopes].reverse().find((scope) => find(scope, 'proxy_set_header')) ?? [];
    const header = headers.find(
      ({ name, args }) =>
        name === 'proxy_set_header' && args[0]?.text.toLowerCase() === 'connection',
    );
    const value = header?.args[1]?.text.toLowerCase();
    const keepalive = find(upstream.block ?? [], 'keepalive');
    if (header && (value === 'close' || value === ''))
      this.taken(header, `proxy_set_header Connection "${value}"`);
    else if (header) {
      seen.add(header);
      findings.refuse(
        header,
        'proxy_set_header',
        'Upgraded connections (WebSocket) are not modelled.',
      );
    }
    if (value === 'close') {
      if (keepalive)
        findings.refuse(
          keepalive,
          'keepalive',
          `No effect: line ${header?.line} has every connection closed.`,
        );
      settings.keepalive = 0;
      return;
    }
    const isOld = version === GENERATIONS.classic.nginx;
    const keeps = settings.keepalive !== undefined && settings.keepalive !== 0;
    if (keepalive && keeps && isOld && front.proxy_http_version === '1.1' && header === undefined) {
      findings.refuse(
        keepalive,
        'keepalive',
        'No effect in nginx 1.22 without proxy_set_header Connection "": it asks the app server to close.',
      );
      settings.keepalive = 0;
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
          : whyNot(name);
        findings.refuse(
          directive,
          name,
          name === 'location' ? `Left out: no location that is modelled leads here.` : other,
        );
      } else if (block) this.rest(block, upstreams);
    }
  }
}

/** The location whose requests count: the one for everything, if it asks the app server, else the first that does. */
function chiefOf(locations: readonly ReadLocation[]): ReadLocation | undefined {
  const proxying = locations.filter(({ proxies }) => proxies);
  return proxying.find(({ written }) => /^(\^~ )?\/$/.test(written.match)) ?? proxying[0];
}

function innermost(scopes: readonly (readonly Directive[])[], name: string): Directive | undefined {
  return scopes.flatMap((scope) => scope.filter((each) => each.name === name)).at(-1);
}

function refuseTwins(scope: readonly Directive[], name: string, findings: Findings): void {
  const [first, second] = scope.filter((each) => each.name === name);
  if (first && second)
    findings.fault(
      second,
      textOf(second),
      `stands twice, first in line ${first.line}; nginx refuses that`,
    );
}

/** A directive's name among the words of another on a later line is a `;` that was forgotten. */
function checkEnds(list: readonly Directive[], findings: Findings): void {
  for (const directive of list) {
    const words = [directive, ...directive.args];
    directive.args.forEach((word, index) => {
      const before = words[index];
      if (
        before &&
        word.line > before.line &&
        isDirective(word.text) &&
        directive.name !== 'log_format'
      )
        findings.fault(
          before,
          'text' in before ? (before.text as string) : directive.name,
          `is not ended by “;” before “${word.text}”`,
        );
    });
    if (directive.name !== 'types' && directive.block) checkEnds(directive.block, findings);
  }
}
