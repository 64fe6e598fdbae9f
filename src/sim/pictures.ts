import type { AnyStateMachine } from 'xstate';
import type { ActorKind, ChartArrow, ChartPicture, ChartState } from '../recording/chartShape.ts';
import { MACHINES } from './machines.ts';
import { CHART_WORDS } from './picturesWords.ts';

interface TransitionConfig {
  readonly target?: string;
  readonly guard?: string;
  readonly actions?: string | readonly string[];
}
type Transitions = string | TransitionConfig | readonly (string | TransitionConfig)[];
interface StateConfig {
  readonly initial?: string;
  readonly states?: Readonly<Record<string, StateConfig>>;
  readonly on?: Readonly<Record<string, Transitions>>;
  readonly after?: Readonly<Record<string, Transitions>>;
}

const pictures = new Map<ActorKind, ChartPicture>();

/** Every chart that runs and takes transitions, as plain data to be drawn. */
export function chartPictures(): readonly ChartPicture[] {
  return MACHINES.flatMap(({ id }) => (id in CHART_WORDS ? pictureOf(id as ActorKind) : []));
}

/** The chart of one kind of actor, read off its machine once. */
export function pictureOf(kind: ActorKind): ChartPicture {
  const known = pictures.get(kind);
  if (known) return known;
  const machine = MACHINES.find((one) => one.id === kind);
  if (!machine) throw new Error(`no machine ${kind}`);
  const picture = readMachine(machine, kind);
  pictures.set(kind, picture);
  return picture;
}

/** All the arrows that an event may take from an innermost state: its own first, then those of the states around it. */
export function arrowsFrom(
  picture: ChartPicture,
  leaf: string,
  event: string,
  isDelay: boolean,
): number[] {
  const found: number[] = [];
  for (let path: string | null = leaf; path !== null; path = parentOf(path))
    picture.arrows.forEach((arrow, i) => {
      if (arrow.from === path && arrow.event === event && arrow.isDelay === isDelay) found.push(i);
    });
  return found;
}

function readMachine(machine: AnyStateMachine, kind: ActorKind): ChartPicture {
  const words = CHART_WORDS[kind];
  const root = machine.config as StateConfig;
  const configs = new Map<string, StateConfig>();
  const states: ChartState[] = [];
  const list = ({ states: inner }: StateConfig, parent: string | null) => {
    for (const [key, config] of Object.entries(inner ?? {})) {
      const path = parent === null ? key : `${parent}.${key}`;
      configs.set(path, config);
      states.push({ path, parent, words: words.states[path] ?? plain(key) });
      list(config, path);
    }
  };
  list(root, null);

  const innermost = (path: string): string => {
    const { initial } = configs.get(path) ?? {};
    return initial === undefined ? path : innermost(`${path}.${initial}`);
  };
  const resolve = (target: string, from: string): string => {
    if (target.startsWith('#')) return innermost(target.slice(machine.id.length + 2));
    const around = parentOf(from);
    return innermost(around === null ? target : `${around}.${target}`);
  };
  const arrows: ChartArrow[] = [];
  const draw = (table: Readonly<Record<string, Transitions>>, from: string, isDelay: boolean) => {
    for (const [event, written] of Object.entries(table))
      for (const one of Array.isArray(written) ? written : [written]) {
        const { target, guard, actions }: TransitionConfig =
          typeof one === 'string' ? { target: one } : one;
        arrows.push({
          from,
          to: target === undefined ? null : resolve(target, from),
          event,
          isDelay,
          words: words.events[event] ?? plain(event),
          guard: guard ?? null,
          actions: typeof actions === 'string' ? [actions] : (actions ?? []),
        });
      }
  };
  for (const [path, config] of configs) {
    draw(config.on ?? {}, path, false);
    draw(config.after ?? {}, path, true);
  }
  return { kind, title: words.title, states, arrows, initial: innermost(root.initial as string) };
}

function parentOf(path: string): string | null {
  const end = path.lastIndexOf('.');
  return end < 0 ? null : path.slice(0, end);
}

/** `waitingForThread` as `waiting for thread`. */
function plain(key: string): string {
  return key.replace(/_/g, ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
