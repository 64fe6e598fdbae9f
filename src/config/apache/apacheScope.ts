import { t } from '../../language/t.ts';
import type { Findings } from '../findings.ts';
import { OPEN_SECTIONS } from './apacheDirectives.ts';
import type { ApacheLine } from './apacheSyntax.ts';

export type Mpm = 'event' | 'prefork' | 'worker';

/** Directives that send requests on to an app. */
const ASKS = /^(WSGIScriptAlias(Match)?|ProxyPass(Match)?)$/i;

const asks = ({ name, block, args }: ApacheLine): boolean =>
  (ASKS.test(name) && args[1] !== '!') || (block?.some(asks) ?? false);

const mpmOf = ({ args }: ApacheLine): Mpm | undefined =>
  /^(?:mpm_)?(event|prefork|worker)(?:_module|\.c)?$/i.exec(args[0] ?? '')?.[1]?.toLowerCase() as
    | Mpm
    | undefined;

/** Which way of working Apache is told to have: by LoadModule, or by the only section for one. */
export function chooseMpm(lines: readonly ApacheLine[]): Mpm | null {
  const loaded = lines.find(
    ({ name, args }) => /^LoadModule$/i.test(name) && /^mpm_/.test(args[0] ?? ''),
  );
  if (loaded) return mpmOf(loaded) ?? null;
  const sections = lines
    .filter(({ name }) => /^IfModule$/i.test(name))
    .flatMap((line) => mpmOf(line) ?? []);
  return sections.includes('event') ? 'event' : (sections[0] ?? null);
}

/** Lines with what stands in sections that hold for all requests, as if it stood outside; sections that do not hold are listed. */
export function opened(
  lines: readonly ApacheLine[],
  mpm: Mpm | null,
  findings: Findings,
): ApacheLine[] {
  return lines.flatMap((line) => {
    if (!line.block || !OPEN_SECTIONS.test(line.name)) return [line];
    const own = mpmOf(line);
    const isNot = line.args[0]?.startsWith('!') ?? false;
    if (/^IfModule$/i.test(line.name) && (isNot || (own && mpm && own !== mpm))) {
      leaveOut(
        line,
        isNot
          ? 'It is for when a module is not there; all are taken to be.'
          : `It is for another way of working than ${mpm}, which is simulated.`,
        findings,
      );
      return [];
    }
    if (!/^IfModule$/i.test(line.name))
      findings.refuse(line, line.name, t('Only part: read as if its condition held.'));
    return opened(line.block, mpm, findings);
  });
}

/** Lists all that stands in a section. */
export function leaveOut(section: ApacheLine, why: string, findings: Findings): void {
  for (const line of section.block ?? []) {
    findings.refuse(line, line.name, why);
    if (line.block) leaveOut(line, why, findings);
  }
}

/** The `<VirtualHost>` that is simulated, of several: the first that asks an app, or the first. The others are listed. */
export function chooseHost(lines: readonly ApacheLine[], findings: Findings): ApacheLine | null {
  const hosts = lines.filter(({ name }) => /^VirtualHost$/i.test(name));
  const chosen = hosts.find(asks) ?? hosts[0] ?? null;
  for (const host of hosts)
    if (host !== chosen) {
      const why = `One <VirtualHost> is modelled: that of line ${chosen?.line}.`;
      findings.refuse(host, 'VirtualHost', why);
      leaveOut(host, why, findings);
    }
  return chosen;
}
