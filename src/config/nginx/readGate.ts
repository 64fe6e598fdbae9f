import { t } from '../../language/t.ts';
import { type Draft, type Field, isRecord } from '../../scenario/fields.ts';
import { LIMIT_REQ, PROXY_CACHE } from '../../scenario/frontSchema.ts';
import { parseQuantity } from '../../scenario/units.ts';
import { type Findings, noted } from '../findings.ts';
import { innermost } from './nginxScopes.ts';
import { flag, only, type Said, saidCount, saidTime, textOf } from './nginxSettings.ts';
import type { Directive } from './nginxSyntax.ts';

/** What a request meets before it is passed on, apart from TLS: the limit on requests, and the cache. */

interface Scope {
  readonly findings: Findings;
  /** Directives that have been dealt with. */
  readonly seen: Set<Directive>;
  /** From the outside in, the block that proxies last. */
  readonly scopes: readonly (readonly Directive[])[];
}

const SECOND = 1_000_000;

class Gate {
  readonly settings: Draft = {};
  private readonly scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  innermost(name: string): Directive | undefined {
    const { scopes, findings, seen } = this.scope;
    const last = innermost(scopes, name);
    for (const each of scopes.flat())
      if (each.name === name && each !== last && !seen.has(each) && last) {
        seen.add(each);
        findings.refuse(
          each,
          name,
          each.line === last.line
            ? t('It stands here twice.')
            : t('Line {line} says otherwise for the requests that go to the app server.', {
                line: String(last.line),
              }),
        );
      }
    return last;
  }

  taken(directive: Directive): void {
    if (this.scope.seen.has(directive)) return;
    this.scope.seen.add(directive);
    this.scope.findings.take(directive, textOf(directive));
  }

  refuse(directive: Directive, name: string, why: string): void {
    this.scope.seen.add(directive);
    this.scope.findings.refuse(directive, name, why);
  }

  wrong(directive: Directive, message: string): void {
    this.scope.seen.add(directive);
    this.scope.findings.fault(directive, textOf(directive), message);
  }

  /** Keeps what a directive says, where the scenario can hold it. */
  // biome-ignore lint/suspicious/noExplicitAny: fields of every type are asked
  keep(directive: Directive | undefined, said: Said | undefined, field: Field<any>): void {
    if (!directive || !said) return;
    if ('wrong' in said) this.wrong(directive, said.wrong);
    else if (this.scope.findings.fits(directive, directive.name, said.written, field)) {
      this.settings[field.key] = said.written;
      this.taken(directive);
    } else this.scope.seen.add(directive);
  }
}

const parameterOf = (directive: Directive, key: string): string | undefined =>
  directive.args.find(({ text }) => text.startsWith(`${key}=`))?.text.slice(key.length + 1);

/** `limit_req` with its zone; undefined where requests are not limited. */
export function readLimit(http: readonly Directive[], scope: Scope): Draft | undefined {
  const gate = new Gate(scope);
  const limits = scope.scopes.flatMap((each) => each.filter(({ name }) => name === 'limit_req'));
  const limit = limits.at(-1);
  for (const other of limits.slice(0, -1))
    gate.refuse(
      other,
      'limit_req',
      t('One limit is modelled: the innermost, and of several the last.'),
    );
  const zones = http.filter(({ name }) => name === 'limit_req_zone');
  const zone =
    limit &&
    zones.find((each) => parameterOf(each, 'zone')?.split(':')[0] === parameterOf(limit, 'zone'));
  for (const each of zones)
    if (each !== zone)
      gate.refuse(
        each,
        'limit_req_zone',
        t('No request that goes to the app server is counted in it.'),
      );
  if (!limit) return undefined;
  const status = gate.innermost('limit_req_status');
  if (!zone) {
    gate.refuse(
      limit,
      'limit_req',
      t('The limit_req_zone that it names is not here: paste it as well.'),
    );
    return undefined;
  }
  const rate = parameterOf(zone, 'rate');
  const [, count, unit] = /^(\d+)r\/([sm])$/.exec(rate ?? '') ?? [];
  if (count === undefined) {
    gate.wrong(zone, 'needs a rate, such as rate=10r/s or rate=30r/m');
    return undefined;
  }
  const key = zone.args[0]?.text ?? '';
  if (!/^\$\{?(binary_)?remote_addr\}?$/.test(key))
    gate.refuse(
      zone,
      'limit_req_zone',
      t('Only part: requests are counted by address here, not by {key}.', { key }),
    );
  const written = unit === 's' ? `${count}/s` : `${count}/min`;
  gate.keep(zone, { written: exactRate(zone, written) }, LIMIT_REQ.ratePerSecond);
  const burst = parameterOf(limit, 'burst');
  if (burst !== undefined) gate.keep(limit, saidCount(burst), LIMIT_REQ.burst);
  if (limit.args.some(({ text }) => text === 'nodelay')) gate.settings.nodelay = true;
  if (parameterOf(limit, 'delay') !== undefined)
    gate.refuse(
      limit,
      'limit_req … delay',
      t('Early requests either all wait here, or none does (nodelay).'),
    );
  gate.taken(limit);
  gate.keep(status, status && saidCount(only(status)), LIMIT_REQ.status);
  return gate.settings;
}

/** The rate that a note gives, while the line still has the nearest one that nginx can say. */
function exactRate({ comment }: Directive, written: string): string {
  const exact = noted(comment, 'rate');
  const [meant, said] = [parseQuantity('rate', exact), parseQuantity('rate', written)];
  if (exact === undefined || !('value' in meant) || !('value' in said)) return written;
  return Math.abs(Math.max(1, Math.round(meant.value * 60)) - said.value * 60) < 1e-6
    ? exact
    : written;
}

/** `proxy_cache` and what belongs to it; undefined where nothing is cached. */
export function readCache(http: readonly Directive[], scope: Scope): Draft | undefined {
  const gate = new Gate(scope);
  const cache = gate.innermost('proxy_cache');
  const paths = http.filter(({ name }) => name === 'proxy_cache_path');
  const zone = cache && only(cache);
  const isOff = cache === undefined || zone === 'off';
  for (const path of paths) {
    const name = parameterOf(path, 'keys_zone')?.split(':')[0];
    if (isOff || name !== zone)
      gate.refuse(
        path,
        'proxy_cache_path',
        t('No request that goes to the app server is looked for in it.'),
      );
    else if (path.args.some(({ text }) => /^(inactive|max_size|min_free)=/.test(text)))
      gate.refuse(
        path,
        'proxy_cache_path',
        t('Only part: nothing is thrown out of the cache here.'),
      );
    else gate.taken(path);
  }
  if (cache) gate.taken(cache);
  if (isOff) return undefined;
  valid(gate, scope);
  const own = (name: string) => gate.innermost(name);
  const [lock, timeout, age] = ['', '_timeout', '_age'].map((end) => own(`proxy_cache_lock${end}`));
  gate.keep(lock, lock && flag(lock), PROXY_CACHE.lock);
  gate.keep(timeout, timeout && timeOf(timeout), PROXY_CACHE.lock_timeoutUs);
  gate.keep(age, age && timeOf(age), PROXY_CACHE.lock_ageUs);
  stale(gate, own('proxy_cache_use_stale'), own('proxy_cache_background_update'));
  return gate.settings;
}

const timeOf = (directive: Directive): Said =>
  saidTime(only(directive) ?? '', directive.comment, directive.name);

/** `proxy_cache_valid 200 302 10m`: that for a 200 counts. */
function valid(gate: Gate, { scopes }: Scope): void {
  const inner = [...scopes]
    .reverse()
    .find((scope) => scope.some(({ name }) => name === 'proxy_cache_valid'));
  const lines = inner?.filter(({ name }) => name === 'proxy_cache_valid') ?? [];
  const isForPages = ({ args }: Directive) =>
    args.length === 1 || args.some(({ text }) => text === '200' || text === 'any');
  const chief = lines.find(isForPages);
  for (const line of scopes.flat())
    if (line.name === 'proxy_cache_valid' && line !== chief)
      gate.refuse(
        line,
        'proxy_cache_valid',
        t('Answers with status 200 are cached here, and by one line: this is another one.'),
      );
  if (chief) {
    const text = chief.args.at(-1)?.text ?? '';
    gate.keep(
      chief,
      saidTime(text, chief.comment, 'proxy_cache_valid', SECOND),
      PROXY_CACHE.validUs,
    );
    return;
  }
  const cache = scopes.flat().find(({ name }) => name === 'proxy_cache');
  if (cache)
    gate.refuse(
      cache,
      'proxy_cache',
      t(
        'Only part: without proxy_cache_valid the app’s own headers say how long an answer is fresh; here it is 10 minutes.',
      ),
    );
}

/** Stale answers: while a new one is fetched, and where the app server fails; both or neither here. */
function stale(gate: Gate, use: Directive | undefined, background: Directive | undefined): void {
  if (background) {
    if (background.args[0]?.text === 'on' && use) gate.taken(background);
    else
      gate.refuse(
        background,
        background.name,
        t('It has an effect here with proxy_cache_use_stale only.'),
      );
  }
  if (!use) return;
  const words = use.args.map(({ text }) => text);
  if (words.includes('off')) {
    gate.keep(use, { written: false }, PROXY_CACHE.use_stale);
    return;
  }
  gate.keep(use, { written: true }, PROXY_CACHE.use_stale);
  const lacks = ['updating', 'error'].filter((each) => !words.includes(each));
  if (lacks.length > 0)
    gate.refuse(
      use,
      use.name,
      t('Only part: “{lacks}” counts as well here; they cannot be told apart.', {
        lacks: lacks.join('” and “'),
      }),
    );
}

/** Whether a part that the files say is there at all, as `front` writes it: its settings, or `true` where all stand at their defaults. */
export function partOf(settings: Draft | undefined): unknown {
  return isRecord(settings) && Object.keys(settings).length > 0 ? settings : settings && true;
}
