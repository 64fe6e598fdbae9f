import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import { WEIGHT } from '../../scenario/frontSchema.ts';
import { APACHE } from '../../scenario/servers/apache.ts';
import { MOST_INSTANCES } from '../../scenario/servers/appServer.ts';
import type { Findings } from '../findings.ts';
import { type Bind, bindOf, Settings, writtenOf } from '../servers/appReading.ts';
import { type ApacheLine, textOf } from './apacheSyntax.ts';

/** Where mod_proxy sends requests. */
export interface ReadBackends {
  readonly binds: readonly Bind[];
  readonly isUwsgi: boolean;
  /** What a balancer says, as `front.upstream` is written; null where there is none. */
  readonly upstream: Draft | null;
  readonly retry: unknown;
}

interface Target extends Bind {
  readonly scheme: string;
}

/** `http://127.0.0.1:8000/x` or `unix:/run/x.sock|http://x/`; null where it is something else. */
function targetOf(text: string, line: ApacheLine): Target | null {
  const unix = /^unix:([^|]+)\|(\w+):\/\//.exec(text);
  if (unix) return { ...bindOf(`unix:${unix[1]}`, line), scheme: unix[2] ?? 'http' };
  const [, scheme, address] =
    /^(https?|uwsgi|ajp|fcgi|scgi|h2c?|wss?):\/\/([^/]+)/i.exec(text) ?? [];
  return scheme && address
    ? { kind: 'tcp', address, spot: line, scheme: scheme.toLowerCase() }
    : null;
}

/** Reads where `ProxyPass` leads, with the members of the balancer that it names. */
export class BackendReader {
  private readonly targets: Target[] = [];
  private readonly weights: (number | undefined)[] = [];
  private upstream: Draft | null = null;
  private readonly settings: Settings;
  private readonly findings: Findings;
  private readonly balancers: readonly ApacheLine[];

  constructor(balancers: readonly ApacheLine[], findings: Findings) {
    this.balancers = balancers;
    this.findings = findings;
    this.settings = new Settings(findings);
  }

  /** `ProxyPass path url key=value…`; in `<Location>` without the path. */
  pass(line: ApacheLine, url: string, parameters: readonly string[]): void {
    const name = /^balancer:\/\/([^/]+)/i.exec(url)?.[1]?.toLowerCase();
    const before = this.targets[0];
    if (name !== undefined) {
      const section = this.balancers.find(
        ({ args }) => args[0]?.toLowerCase().replace(/\/$/, '') === `balancer://${name}`,
      );
      if (section && this.upstream === null && before === undefined) this.balancer(section);
      else if (!section)
        this.findings.refuse(
          line,
          line.name,
          t('The balancer that it names is not here: paste it as well.'),
        );
    } else {
      const target = targetOf(url, line);
      if (!target)
        this.findings.fault(
          line,
          textOf(line),
          t('needs an address such as http://127.0.0.1:8000/'),
        );
      else if (before && before.address !== target.address)
        this.findings.refuse(
          line,
          line.name,
          t('One app server is modelled: that of line {line} answers here as well.', {
            line: String(before.spot.line),
          }),
        );
      else if (!before) this.add(target, line);
    }
    this.parameters(line, parameters, this.targets.length === 1);
  }

  /** A balancer to which no path leads. */
  lone(section: ApacheLine): void {
    this.balancer(section);
  }

  private add(target: Target, line: ApacheLine): void {
    if (/^(ajp|fcgi|scgi|h2c?|wss?)$/.test(target.scheme))
      this.findings.refuse(
        line,
        line.name,
        t('Only part: {scheme} is not modelled, HTTP stands for it.', {
          scheme: String(target.scheme),
        }),
      );
    if (target.scheme === 'https')
      this.findings.refuse(
        line,
        line.name,
        t('Only part: TLS towards the app server is not modelled.'),
      );
    this.targets.push(target);
  }

  private balancer(section: ApacheLine): void {
    this.upstream = {};
    this.findings.take(section, textOf(section));
    for (const line of section.block ?? []) {
      const name = line.name.toLowerCase();
      if (name === 'balancermember') this.member(line);
      else if (name === 'proxyset') this.set(line);
      else this.findings.refuse(line, line.name, t('This part of the balancer is not modelled.'));
    }
    if (this.targets.length === 0)
      this.findings.fault(section, textOf(section), t('names no member'));
    const last = this.weights.findLastIndex((weight) => weight !== undefined);
    if (last >= 0)
      this.upstream.weights = this.weights.slice(0, last + 1).map((weight) => weight ?? 1);
  }

  private member(line: ApacheLine): void {
    const [url = '', ...parameters] = line.args;
    const target = targetOf(url, line);
    if (!target) {
      this.findings.fault(line, textOf(line), t('needs an address such as http://127.0.0.1:8000'));
      return;
    }
    if (
      parameters.some((each) => /^status=\+?[DSH]/i.test(each)) ||
      this.targets.length >= MOST_INSTANCES
    ) {
      this.findings.refuse(
        line,
        line.name,
        t('Left out: spare members, and more than the simulation has, are not modelled.'),
      );
      return;
    }
    const isFirst = this.targets.length === 0;
    this.add(target, line);
    this.findings.take(line, textOf(line));
    const factor = parameters.find((each) => /^loadfactor=/i.test(each))?.split('=')[1];
    let weight: number | undefined;
    if (factor !== undefined) {
      if (!/^\d+(\.\d+)?$/.test(factor))
        this.findings.fault(line, factor, t('needs a number from 1 to 100'));
      else if (this.findings.fits(line, 'loadfactor', Number(factor), WEIGHT))
        weight = Number(factor);
    }
    this.weights.push(weight);
    this.parameters(line, parameters, isFirst);
  }

  private set(line: ApacheLine): void {
    for (const word of line.args) {
      const [key = '', value = ''] = word.split('=');
      if (key.toLowerCase() === 'lbmethod' && /^by(busyness|requests|traffic)$/i.test(value)) {
        if (/busyness/i.test(value) && this.upstream) this.upstream.method = 'least_conn';
        if (/traffic/i.test(value))
          this.findings.refuse(
            line,
            'lbmethod',
            t('Only part: members take turns by requests here, not by bytes.'),
          );
        else this.findings.take(line, textOf(line));
      } else this.findings.refuse(line, key, t('This part of the balancer is not modelled.'));
    }
  }

  private parameters(line: ApacheLine, parameters: readonly string[], counts: boolean): void {
    for (const word of parameters) {
      const [key = '', value = ''] = word.split('=');
      const name = key.toLowerCase();
      if (name === 'loadfactor') continue;
      const field = APACHE.settings.retryUs;
      if (name === 'retry') {
        if (counts)
          this.settings.take(
            line,
            word,
            field,
            writtenOf(field, value, line.comment || this.sectionComment()),
          );
      } else
        this.findings.refuse(
          line,
          key,
          name === 'timeout' || name === 'connectiontimeout'
            ? t('One time for all of them is modelled: ProxyTimeout.')
            : t('Connections to the app server are kept and chosen as they come here.'),
        );
    }
  }

  /** The comment above the balancer. */
  private sectionComment(): string {
    return this.balancers.map(({ comment }) => comment).join(' ');
  }

  read(): ReadBackends {
    const [first] = this.targets;
    return {
      binds: this.targets,
      isUwsgi: first?.scheme === 'uwsgi',
      upstream: this.upstream,
      retry: this.settings.app.retry,
    };
  }
}
