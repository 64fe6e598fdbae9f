import type { Shape } from '../../lesson/shape.ts';

/** What a new thing of this shape begins as: what it needs, still empty. */
export function blankOf(shape: Shape): unknown {
  if (typeof shape === 'string') return shape === 'yes' ? true : shape === 'whole' ? 1 : '';
  if ('oneOf' in shape) return shape.oneOf[0];
  if ('either' in shape) return blankOf(shape.either[0] as Shape);
  if ('list' in shape) return Array.from({ length: shape.least ?? 1 }, () => blankOf(shape.list));
  if ('named' in shape) return {};
  if ('metric' in shape.keys) return { metric: 'p95 of all', below: '1s' };
  const needed = Object.entries(shape.keys).filter(([, key]) => key.isNeeded);
  return Object.fromEntries(needed.map(([name, key]) => [name, blankOf(key.is)]));
}

/** Whether it is written as one line, in one field. */
export const isLeaf = (shape: Shape): boolean =>
  typeof shape === 'string'
    ? shape !== 'scenario' && shape !== 'change'
    : 'oneOf' in shape || ('either' in shape && shape.either.every((each) => isLeafOrList(each)));

const isLeafOrList = (shape: Shape): boolean =>
  isLeaf(shape) || (typeof shape === 'object' && 'list' in shape && shape.list === 'any');
