import { t } from '../../language/t.ts';
import { LOCATION_ROOT, LOCATION_STATUS } from '../../scenario/frontSchema.ts';
import { locationFault, splitMatch } from '../../scenario/locationPattern.ts';
import { MOST_LOCATIONS } from '../../scenario/schema.ts';
import { type Findings, noted } from '../findings.ts';
import { textOf } from './nginxSettings.ts';
import type { Directive } from './nginxSyntax.ts';

/** A `location {}` as a scenario writes it, and the block in which it proxies (its own, or the named one that `try_files` ends in). */
export interface ReadLocation {
  readonly directive: Directive;
  readonly written: { readonly match: string } & Readonly<Record<string, unknown>>;
  readonly proxies: Directive | null;
}

/** What the locations of a server need to know. */
export interface LocationScope {
  readonly findings: Findings;
  /** Directives that have been dealt with. */
  readonly seen: Set<Directive>;
  /** `location @name` blocks by name. */
  readonly named: ReadonlyMap<string, Directive>;
  /** `root` of the server or of http, where there is one. */
  readonly root: Directive | undefined;
}

export const find = (list: readonly Directive[], name: string) =>
  list.find((each) => each.name === name);
const PASSES = ['proxy_pass', 'uwsgi_pass'];
/** Where the requests of a block go on to. */
export const passOf = (list: readonly Directive[]) =>
  list.find(({ name }) => PASSES.includes(name));
const kindOf = (modifier: string) => (modifier === '^~' ? '' : modifier);

/** Reads `location {}` blocks in their order; those that nobody can be sent to are listed. */
export function readLocations(
  directives: readonly Directive[],
  scope: LocationScope,
): ReadLocation[] {
  const { findings, seen } = scope;
  const locations: ReadLocation[] = [];
  const known = new Map<string, Directive>();
  for (const directive of directives) {
    const [first] = directive.args;
    if (first?.text.startsWith('@')) continue;
    seen.add(directive);
    const where = splitMatch(directive.args.map(({ text }) => text).join(' '));
    const match = `${where.modifier} ${where.match}`.trim();
    if (directive.args.length < 1 || directive.args.length > 2 || where.match === '') {
      findings.fault(
        directive,
        textOf(directive),
        t('needs a path, such as /static/ or = /health'),
      );
      continue;
    }
    const key = `${kindOf(where.modifier)} ${where.match}`;
    const twin = known.get(key);
    if (twin) {
      findings.fault(
        directive,
        match,
        t('stands twice, first in line {line}; nginx refuses a duplicate location', {
          line: String(twin.line),
        }),
      );
      continue;
    }
    known.set(key, directive);
    const fault = locationFault(where);
    if (fault) {
      findings.refuse(directive, 'location', t('Left out: {match} {fault}.', { match, fault }));
      for (const child of directive.block ?? []) seen.add(child);
      continue;
    }
    const read = actionOf(directive, match, scope);
    if (read === null) {
      findings.refuse(directive, 'location', t('Left out: what it does is not modelled.'));
      continue;
    }
    if (locations.length >= MOST_LOCATIONS) {
      findings.refuse(
        directive,
        'location',
        t('Left out: at most {most} are modelled.', { most: String(MOST_LOCATIONS) }),
      );
      continue;
    }
    locations.push(read);
    const { written } = read;
    const does =
      written.static !== undefined
        ? `files of ${written.static}`
        : written.return !== undefined
          ? `nginx answers ${written.return}`
          : 'asks the app server';
    findings.take(directive, `location ${match}: ${does}`);
  }
  return locations;
}

/** What a location does: asks the app, answers, or sends files; null where nothing of it is modelled. */
function actionOf(directive: Directive, match: string, scope: LocationScope): ReadLocation | null {
  const { findings, seen, named, root } = scope;
  const block = directive.block ?? [];
  const answer = find(block, 'return');
  if (answer) return returns(directive, match, answer, scope);
  const pass = passOf(block);
  if (pass) return { directive, written: { match, proxy: true }, proxies: directive };
  const tries = find(block, 'try_files');
  const fallback = tries && named.get(tries.args.at(-1)?.text ?? '');
  if (tries && fallback && passOf(fallback.block ?? [])) {
    seen.add(tries).add(fallback);
    findings.refuse(
      tries,
      'try_files',
      t('Only part: every request goes on to the app server, files are not looked for first.'),
    );
    return { directive, written: { match, proxy: true }, proxies: fallback };
  }
  if (
    block.some(({ name }) =>
      /^(fastcgi|grpc|scgi|memcached)_pass$|_by_(lua|njs)_block$|^(stub_status|js_content)$/.test(
        name,
      ),
    )
  )
    return null;
  const deny = block.find(({ name, args }) => name === 'deny' && args[0]?.text === 'all');
  const allows = block.some(({ name }) => name === 'allow');
  if (deny && !allows) {
    seen.add(deny);
    findings.take(deny, 'deny all: answered 403');
    return { directive, written: { match, return: 403 }, proxies: null };
  }
  const own = find(block, 'alias') ?? find(block, 'root') ?? root;
  if (!own) return null;
  if (!seen.has(own)) findings.take(own, textOf(own));
  seen.add(own);
  const folder = folderOf(own, match);
  if (!findings.fits(own, own.name, folder, LOCATION_ROOT)) return null;
  if (tries) {
    seen.add(tries);
    findings.refuse(
      tries,
      'try_files',
      t('Only part: files that a route of the scenario names are taken to be there.'),
    );
  }
  return { directive, written: { match, static: folder }, proxies: null };
}

/** The folder of a static location; `alias` in a location that ends in a slash ends in one as well, which is no part of it. */
function folderOf({ name, args, comment }: Directive, match: string): string {
  const exact = noted(comment, 'static');
  if (exact !== undefined) return exact;
  const text = args[0]?.text ?? '';
  const isFolder = name === 'alias' && match.endsWith('/') && text.length > 1 && text.endsWith('/');
  return isFolder ? text.slice(0, -1) : text;
}

function returns(
  directive: Directive,
  match: string,
  answer: Directive,
  { findings, seen }: LocationScope,
): ReadLocation | null {
  seen.add(answer);
  const [first] = answer.args;
  // `return https://…` alone is a 302.
  const status = /^\d+$/.test(first?.text ?? '') ? Number(first?.text) : 302;
  if (!first) findings.fault(answer, textOf(answer), t('needs a status, such as 200'));
  if (status === 444) {
    findings.refuse(
      answer,
      'return',
      t('Closing a connection without an answer (444) is not modelled.'),
    );
    return null;
  }
  if (!findings.fits(answer, 'return', status, LOCATION_STATUS)) return null;
  findings.take(answer, textOf(answer));
  return { directive, written: { match, return: status }, proxies: null };
}
