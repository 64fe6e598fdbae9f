import {
  type EmbedCommand,
  type EmbedEvent,
  type Enveloped,
  envelope,
  isOurs,
  readCommand,
} from '../../embed/messages.ts';
import { describeProblem } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { showTheme } from './frameTheme.ts';

/** What needs the simulation to be there. */
export type LoadedCommand = Enveloped<Exclude<EmbedCommand, { type: 'setTheme' }>>;

/** The page around this frame. */
export interface Host {
  /** Tells it; nobody is told where this page is no frame. `id`: that of the command it answers. */
  post(event: EmbedEvent, id?: string): void;
  /** Tells it what was refused or failed. */
  refuse(problems: readonly Problem[], id?: string): void;
  /** Who carries out commands from now on, but for the theme, which needs nothing loaded; those that came before are given to them first. */
  onCommand(carryOut: (command: LoadedCommand) => void): void;
}

/** Commands that wait for the lesson to be there; more are refused. */
const MOST_WAITING = 50;

/**
 * Speaks with the window around `frame`. What is posted holds no secret, and a sandboxed host has no origin to be named, so events go to whoever is
 * there; commands are taken from the parent alone.
 */
export function hostOf(frame: Window): Host {
  const { parent } = frame;
  const waiting: LoadedCommand[] = [];
  let carryOut: ((command: LoadedCommand) => void) | null = null;
  const post = (event: EmbedEvent, id?: string): void => {
    if (parent !== frame) parent.postMessage(envelope(event, { frame: frame.name, id }), '*');
  };
  const refuse = (problems: readonly Problem[], id?: string): void =>
    post({ type: 'error', message: problems.map(describeProblem).join(' '), problems }, id);
  frame.addEventListener('message', ({ source, data }) => {
    if (source !== parent || parent === frame || !isOurs(data)) return;
    const command = readCommand(data);
    if (Array.isArray(command)) {
      refuse(command, typeof data.id === 'string' ? data.id.slice(0, 200) : undefined);
    } else if (command.type === 'setTheme') showTheme(command.theme);
    else if (carryOut) carryOut(command);
    else if (waiting.length < MOST_WAITING) waiting.push(command);
  });
  return {
    post,
    refuse,
    onCommand(next) {
      carryOut = next;
      for (const command of waiting.splice(0)) next(command);
    },
  };
}
