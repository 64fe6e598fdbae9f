import { partOfBytesText } from '../insight/plainWords.ts';
import type { HostView, Scene } from '../insight/scene/scene.ts';
import { msg, t } from '../language/t.ts';
import type { Database } from '../scenario/scenario.ts';
import { ActButton } from './ActButton.tsx';
import type { Ground, StagePlan } from './plan.ts';
import { DATABASE_NAMES } from './slotWording.ts';

/** Cores that are drawn one by one; of more there is one bar. */
const CORES_DRAWN = 16;

const HINT = msg(
  'Cores in use at this moment: processes that run Python or start, and queries that run, as far as there are cores. Told from what workers and sessions do.',
);

/** The machines under the tiers that stand on them: cores, and memory where it is limited. */
export function GroundStrip(props: { plan: StagePlan; lines: readonly number[]; scene: Scene }) {
  const { plan, lines, scene } = props;
  return plan.grounds.map((ground, g) => (
    <div
      key={`${ground.from}`}
      className="stage-ground"
      style={{ gridColumn: columnsOf(ground, lines) }}
      data-many={ground.hosts.length > 1 || undefined}
      data-narrow={isNarrow(plan, ground) || undefined}
    >
      {hostsInCards(plan, ground)
        ? null
        : ground.hosts.map((host) => {
            const view = scene.hosts[host];
            return (
              view && (
                <Host key={host} view={view} size={isNarrow(plan, ground) ? 'narrow' : 'wide'} />
              )
            );
          })}
      {plan.unasked && g === plan.grounds.length - 1 && (
        <Unasked database={plan.unasked} isUp={scene.database?.up ?? true} />
      )}
    </div>
  ));
}

/** Several hosts of one tier alone are named where their servers stand. */
export function hostsInCards(plan: StagePlan, { from, until, hosts }: Ground): boolean {
  const kind = plan.tiers[from]?.kind;
  return until - from === 1 && hosts.length > 1 && (kind === 'front' || kind === 'app');
}

/** Under one tier alone there is little room, unless it is the widest. */
function isNarrow(plan: StagePlan, { from, until }: Ground): boolean {
  return until - from === 1 && plan.tiers[from]?.kind !== 'app';
}

/** From the first tier's column to the end of the last one's. */
function columnsOf({ from, until }: Ground, lines: readonly number[]): string {
  return `${lines[from]} / ${(lines[until - 1] ?? 1) + 1}`;
}

/** One machine. `bare`: its name and cores alone; what they do stands in its title. */
export function Host({ view, size }: { view: HostView; size: 'wide' | 'narrow' | 'bare' }) {
  const { name, cores, wanting, busy, memory, unplugged } = view;
  const isShort = wanting > cores;
  const target = `host:${view.host}`;
  return (
    <p
      className="stage-host"
      data-target={target}
      data-unplugged={unplugged || undefined}
      data-size={size}
      title={size === 'bare' ? `${name}: ${coresInWords(view, false)}. ${t(HINT)}` : t(HINT)}
    >
      <b translate="no">{name}</b>
      <span className="stage-cores" aria-hidden="true">
        {cores <= CORES_DRAWN ? (
          Array.from({ length: cores }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a core is a place
            <i key={i} data-busy={i < busy || undefined} data-short={isShort || undefined} />
          ))
        ) : (
          <i
            className="stage-cores-bar"
            style={{ '--share': `${(100 * busy) / cores}%` } as React.CSSProperties}
          />
        )}
      </span>
      <span className="stage-host-words" data-short={isShort || undefined}>
        {unplugged && (size === 'bare' ? t('cut off') : `${t('unplugged')} · `)}
        {size !== 'bare' && coresInWords(view, size === 'narrow')}
      </span>
      {memory && <Memory memory={memory} />}
      <ActButton of={target} name={t('host {name}', { name })} />
    </p>
  );
}

/** `1 of 2 cores busy`, `7 want 2 cores`; without the word where there is little room. */
function coresInWords({ cores, wanting, busy }: HostView, isNarrow: boolean): string {
  if (isNarrow)
    return wanting > cores
      ? t('{wanting} want {cores}', { wanting, cores })
      : t('{busy}/{cores} busy', { busy, cores });
  return wanting > cores
    ? t('{wanting} want {cores, plural, one {# core} other {# cores}}', { wanting, cores })
    : t('{busy} of {cores, plural, one {# core} other {# cores}} busy', { busy, cores });
}

/** Memory of the host, where it can run out. */
function Memory({ memory }: { memory: NonNullable<Scene['memory']> }) {
  const { usedBytes, totalBytes } = memory;
  const share = Math.min(1, usedBytes / totalBytes);
  return (
    <span className="stage-memory" data-alarm={share > 0.95 || undefined}>
      {t('memory {share}', { share: partOfBytesText(usedBytes, totalBytes) })}
      <span className="stage-memory-bar" aria-hidden="true">
        <i style={{ width: `${100 * share}%` }} />
      </span>
    </span>
  );
}

/** A database that no route asks: there, and out of the way. */
function Unasked({ database, isUp }: { database: Database; isUp: boolean }) {
  return (
    <p className="stage-unasked" data-tier="database" data-target="database">
      {DATABASE_NAMES[database.kind]}: {isUp ? t('no route asks it') : t('down; no route asks it')}
      <ActButton of="database" name={DATABASE_NAMES[database.kind]} />
    </p>
  );
}
