import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import { GENERATIONS } from '../../scenario/parseServers.ts';
import type { Findings } from '../findings.ts';
import { textOf } from './nginxSettings.ts';
import type { Directive } from './nginxSyntax.ts';
import { find, passOf, type ReadLocation } from './readLocations.ts';
import { type ReadUpstream, readUpstream, type Target, targetOf } from './readUpstream.ts';

/** Where nginx sends requests on to, and whether that is an `upstream {}` block. */
export interface Goal {
  readonly targets: readonly Target[];
  readonly isBlock: boolean;
}

interface Within {
  readonly version: '1.31' | '1.22';
  readonly findings: Findings;
  /** Directives that have been dealt with. */
  readonly seen: Set<Directive>;
  /** Settings of `front` so far; `upstream` is added. */
  readonly front: Draft;
}

/** Reads where requests go: `proxy_pass`, and the `upstream {}` block that it names. */
export class TargetReader {
  private readonly within: Within;
  /** From the outside in, the block that proxies last. */
  private readonly scopes: readonly (readonly Directive[])[];

  constructor(within: Within, scopes: readonly (readonly Directive[])[]) {
    this.within = within;
    this.scopes = scopes;
  }

  /** Where the requests go, with the settings of the `upstream {}` block. */
  read(
    proxying: Directive | null,
    upstreams: readonly Directive[],
    locations: readonly ReadLocation[],
  ): Goal | null {
    const { findings, front, seen } = this.within;
    const pass = proxying && passOf(proxying.block ?? []);
    if (!pass) return this.loneUpstream(upstreams);
    const address = this.pass(pass);
    for (const { proxies } of locations) {
      const other = proxies && passOf(proxies.block ?? []);
      if (!other || other === pass) continue;
      if (this.pass(other) !== address)
        findings.refuse(
          other,
          other.name,
          t('One app server is modelled: that of line {line} answers here as well.', {
            line: String(pass.line),
          }),
        );
    }
    const upstream = upstreams.find(({ args }) => args[0]?.text === address);
    if (upstream) return this.upstream(upstream);
    if (address.startsWith('$')) {
      findings.refuse(
        pass,
        'proxy_pass',
        t('Only part: which server a variable names is not known here.'),
      );
      return null;
    }
    front.upstream = undefined;
    seen.add(pass);
    return { targets: [targetOf(address, pass)], isBlock: false };
  }

  /** An `upstream {}` block that came without the location that uses it. */
  private loneUpstream(upstreams: readonly Directive[]): Goal | null {
    const [only] = upstreams;
    return only && upstreams.length === 1 ? this.upstream(only) : null;
  }

  private upstream(directive: Directive): Goal {
    this.within.seen.add(directive);
    const read = readUpstream(directive, this.within.seen, this.within.findings);
    this.connection(read, directive);
    this.within.front.upstream = Object.keys(read.settings).length > 0 ? read.settings : true;
    return { targets: read.targets, isBlock: true };
  }

  /** The address behind `proxy_pass`, without scheme and path. */
  private pass(directive: Directive): string {
    const { findings, seen } = this.within;
    const text = directive.args[0]?.text ?? '';
    if (directive.name === 'uwsgi_pass') {
      if (!seen.has(directive)) this.taken(directive);
      if (text === '')
        findings.fault(directive, textOf(directive), t('needs an address such as 127.0.0.1:3031'));
      return text.replace(/^suwsgi:\/\//, '');
    }
    const [, scheme, rest = ''] = /^(https?):\/\/(.*)$/.exec(text) ?? [];
    if (!seen.has(directive)) {
      if (!scheme && !text.startsWith('$'))
        findings.fault(
          directive,
          textOf(directive),
          t('needs an address such as http://127.0.0.1:8000'),
        );
      else this.taken(directive);
      if (scheme === 'https')
        findings.refuse(
          directive,
          'proxy_pass',
          t('Only part: TLS towards the app server is not modelled.'),
        );
      if (!rest.startsWith('unix:') && /\/./.test(rest))
        findings.refuse(directive, 'proxy_pass', t('Only part: the path is not rewritten here.'));
    }
    return rest.startsWith('unix:') ? rest : (rest || text).replace(/\/.*$/, '');
  }

  /**
   * Whether connections to the app server can be kept: a `Connection: close` stands against it, and nginx before 1.29.7 sends one unless
   * told otherwise. `proxy_set_header` is inherited only where a level has none of its own.
   */
  private connection({ settings }: ReadUpstream, upstream: Directive): void {
    const { findings, front, version, seen } = this.within;
    const headers =
      [...this.scopes].reverse().find((scope) => find(scope, 'proxy_set_header')) ?? [];
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
        t('Upgraded connections (WebSocket) are not modelled.'),
      );
    }
    if (value === 'close') {
      if (keepalive)
        findings.refuse(
          keepalive,
          'keepalive',
          t('No effect: line {line} has every connection closed.', { line: String(header?.line) }),
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
        t(
          'No effect in nginx 1.22 without proxy_set_header Connection "": it asks the app server to close.',
        ),
      );
      settings.keepalive = 0;
    }
  }

  private taken(directive: Directive, text = textOf(directive)): void {
    this.within.seen.add(directive);
    this.within.findings.take(directive, text);
  }
}
