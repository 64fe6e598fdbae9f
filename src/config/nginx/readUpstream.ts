import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import { UPSTREAM, WEIGHT } from '../../scenario/frontSchema.ts';
import { MOST_INSTANCES } from '../../scenario/servers/appServer.ts';
import type { Findings } from '../findings.ts';
import { saidCount, saidTime, textOf } from './nginxSettings.ts';
import type { Directive, Word } from './nginxSyntax.ts';

/** Where nginx finds the app server. */
export interface Target {
  readonly kind: 'tcp' | 'unix';
  /** `127.0.0.1:8000`, or the path of a unix socket. */
  readonly address: string;
  readonly directive: Directive;
}

/** An address as `server` and `proxy_pass` write it. */
export function targetOf(text: string, directive: Directive): Target {
  const unix = /^unix:([^:]+)/.exec(text);
  if (unix) return { kind: 'unix', address: unix[1] as string, directive };
  return { kind: 'tcp', address: text.replace(/\/.*$/, ''), directive };
}

export interface ReadUpstream {
  /** The settings of the block as a scenario writes them. */
  readonly settings: Draft;
  readonly targets: readonly Target[];
}

const SECOND = 1_000_000;
const METHODS = ['least_conn', 'ip_hash'];
const BY_KEY = {
  keepalive: UPSTREAM.keepalive,
  keepalive_timeout: UPSTREAM.keepalive_timeoutUs,
  keepalive_requests: UPSTREAM.keepalive_requests,
};

/** Reads an `upstream {}` block over the copies of the app server. */
export function readUpstream(
  upstream: Directive,
  seen: Set<Directive>,
  findings: Findings,
): ReadUpstream {
  const settings: Draft = {};
  const targets: Target[] = [];
  const weights: (number | undefined)[] = [];
  const methods = (upstream.block ?? []).filter(({ name }) => METHODS.includes(name));
  for (const directive of methods) {
    seen.add(directive);
    if (directive !== methods.at(-1))
      findings.refuse(
        directive,
        directive.name,
        t('Line {line} says otherwise, and comes later.', { line: String(methods.at(-1)?.line) }),
      );
    else {
      settings.method = directive.name;
      findings.take(directive, textOf(directive));
    }
  }
  for (const directive of upstream.block ?? []) {
    const { name, args, comment } = directive;
    if (name === 'server') {
      seen.add(directive);
      readServer(directive, targets, settings, weights, findings);
    } else if (name in BY_KEY) {
      seen.add(directive);
      const said =
        name === 'keepalive_timeout'
          ? saidTime(args.length === 1 ? (args[0]?.text ?? '') : '', comment, name)
          : saidCount(args[0]?.text);
      if ('wrong' in said) findings.fault(directive, textOf(directive), said.wrong);
      else if (findings.fits(directive, name, said.written, BY_KEY[name as keyof typeof BY_KEY])) {
        settings[name] = said.written;
        findings.take(directive, textOf(directive));
      }
    }
  }
  const last = weights.findLastIndex((weight) => weight !== undefined);
  if (last >= 0) settings.weights = weights.slice(0, last + 1).map((weight) => weight ?? 1);
  if (targets.length === 0) findings.fault(upstream, textOf(upstream), t('names no server'));
  const hosts = new Set(
    targets.filter(({ kind }) => kind === 'tcp').map(({ address }) => address.replace(/:\d+$/, '')),
  );
  if (hosts.size > 1)
    findings.refuse(
      upstream,
      'upstream',
      t(
        'Only part: its servers are on several machines; here all copies of the app server share one host.',
      ),
    );
  return { settings, targets };
}

function readServer(
  directive: Directive,
  targets: Target[],
  settings: Draft,
  weights: (number | undefined)[],
  findings: Findings,
): void {
  const [address, ...parameters] = directive.args;
  if (!address) {
    findings.fault(directive, 'server', t('needs an address, such as 127.0.0.1:8000'));
    return;
  }
  const flags = parameters.map(({ text }) => text);
  for (const flag of ['down', 'backup'])
    if (flags.includes(flag)) {
      findings.refuse(
        directive,
        'server',
        t('Left out: servers that are marked “{flag}” are not modelled.', { flag: String(flag) }),
      );
      return;
    }
  if (targets.length >= MOST_INSTANCES) {
    findings.refuse(
      directive,
      'server',
      t('Left out: at most {most} copies of an app server are modelled.', {
        most: String(MOST_INSTANCES),
      }),
    );
    return;
  }
  const target = targetOf(address.text, directive);
  const [first] = targets;
  if (first && first.kind !== target.kind)
    findings.refuse(
      directive,
      'server',
      first.kind === 'unix'
        ? t(
            'Only part: all copies of the app server are reached as the first is, through a unix socket.',
          )
        : t('Only part: all copies of the app server are reached as the first is, through TCP.'),
    );
  targets.push(target);
  findings.take(directive, textOf(directive));
  const own: Draft = {};
  for (const parameter of parameters) readParameter(parameter, directive, own, findings);
  weights.push(own.weight as number | undefined);
  delete own.weight;
  const keys = ['max_fails', 'fail_timeout'] as const;
  if (!first) Object.assign(settings, own);
  else if (keys.some((key) => own[key] !== settings[key]))
    findings.refuse(
      directive,
      'server',
      t('Only part: max_fails and fail_timeout are those of the first server for all of them.'),
    );
}

function readParameter(
  parameter: Word,
  directive: Directive,
  own: Draft,
  findings: Findings,
): void {
  const [name = '', value] = parameter.text.split('=');
  if (name === 'max_fails') {
    const said = saidCount(value);
    if ('wrong' in said) findings.fault(parameter, parameter.text, said.wrong);
    else if (findings.fits(parameter, name, said.written, UPSTREAM.max_fails))
      own.max_fails = said.written;
  } else if (name === 'fail_timeout') {
    const said = saidTime(value ?? '', directive.comment, name, SECOND);
    if ('wrong' in said) findings.fault(parameter, parameter.text, said.wrong);
    else if (said.written === '0s')
      own.max_fails = 0; // failures are forgotten at once: nobody is ever left alone
    else if (findings.fits(parameter, name, said.written, UPSTREAM.fail_timeoutUs))
      own.fail_timeout = said.written;
  } else if (name === 'weight') {
    const said = saidCount(value);
    if ('wrong' in said) findings.fault(parameter, parameter.text, said.wrong);
    else if (findings.fits(parameter, name, said.written, WEIGHT)) own.weight = said.written;
  } else findings.refuse(parameter, name, t('This part of a server’s line is not modelled.'));
}
