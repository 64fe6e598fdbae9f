import { twinOf } from './nginxDirectives.ts';
import type { Directive } from './nginxSyntax.ts';

/** Passes of a tree, those of a location for everything first. */
function passesOf(list: readonly Directive[], within = ''): { name: string; rank: number }[] {
  return list.flatMap(({ name, args, block }) => {
    if (name === 'proxy_pass' || name === 'uwsgi_pass')
      return [{ name, rank: within === '/' ? 0 : 1 }];
    return block ? passesOf(block, name === 'location' ? (args.at(-1)?.text ?? '') : within) : [];
  });
}

const OWN = /^uwsgi_(read_timeout|connect_timeout|buffering|request_buffering|buffers)$/;

const namesOf = (list: readonly Directive[]): string[] =>
  list.flatMap(({ name, block }) => [name, ...namesOf(block ?? [])]);

/** Whether requests go on by `uwsgi_pass`, in uWSGI’s own protocol. */
export function isUwsgiFamily(list: readonly Directive[]): boolean {
  const [first] = passesOf(list).toSorted((a, b) => a.rank - b.rank);
  if (first) return first.name === 'uwsgi_pass';
  // Without a location that asks the app, its settings tell.
  const names = namesOf(list);
  return (
    names.some((name) => OWN.test(name)) && !names.some((name) => /^proxy_(?!temp)/.test(name))
  );
}

/** The same directives with each `uwsgi_…` under the name of its `proxy_…` twin, and the other way round: they mean the same. */
export function withTwins(list: readonly Directive[]): Directive[] {
  return list.map((directive) => {
    const name = twinOf(directive.name);
    return {
      ...directive,
      ...(name === directive.name ? {} : { name, said: directive.name }),
      block: directive.block && withTwins(directive.block),
    };
  });
}
