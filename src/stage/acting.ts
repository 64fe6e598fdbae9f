import type { StageTarget } from './target.ts';

/** A target as it stands in an element's `data-target`: `worker:2`, `client:0:3`, `front`. */
export function targetKey(target: StageTarget): string {
  switch (target.kind) {
    case 'client':
      return `client:${target.population}:${target.client ?? ''}`;
    case 'app':
      return `app:${target.instance}`;
    case 'worker':
      return `worker:${target.process}`;
    case 'host':
      return `host:${target.host}`;
    case 'request':
      return `request:${target.request}`;
    default:
      return target.kind;
  }
}

/** The target that a key names, or null where it is none. */
export function targetOf(key: string | undefined): StageTarget | null {
  if (key === undefined) return null;
  const [kind, first = '', second = ''] = key.split(':');
  const n = first === '' ? Number.NaN : Number(first);
  if (kind === 'front' || kind === 'database') return { kind };
  if (!Number.isInteger(n)) return null;
  switch (kind) {
    case 'client':
      return { kind, population: n, client: second === '' ? null : Number(second) };
    case 'app':
      return { kind, instance: n };
    case 'worker':
      return { kind, process: n };
    case 'host':
      return { kind, host: n };
    case 'request':
      return { kind, request: n };
    default:
      return null;
  }
}
