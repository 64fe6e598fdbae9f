import { createElement, Fragment, type ReactNode } from 'react';
import { tParts } from '../language/t.ts';

/** As `t`, with elements as values, and tags that wrap a part: `rich('Press <k>Space</k>', { k: (words) => <kbd>{words}</kbd> })`. */
export function rich(
  text: string,
  values: Readonly<Record<string, ReactNode | ((words: ReactNode) => ReactNode)>>,
): ReactNode {
  const wrapped = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'function'
        ? (parts: ReactNode[]) => value(createElement(Fragment, null, ...parts))
        : value,
    ]),
  );
  return createElement(Fragment, null, ...tParts<ReactNode>(text, wrapped as never));
}
