import { durationText } from '../insight/plainWords.ts';
import type { Scene } from '../insight/scene/scene.ts';
import type { Front } from '../scenario/scenario.ts';
import { entryOf, traitsOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf, frontTraitsOf } from '../scenario/servers/fronts.ts';
import type { ServerPlan } from './plan.ts';

export interface GoneWords {
  readonly short: string;
  readonly long: string;
}

/** What is said of an app server that has died as a whole; null where it lives, or was told to stop, or its master will start what has died. */
export function goneInWords(
  scene: Scene,
  { instance, app }: ServerPlan,
  front: Front | null,
): GoneWords | null {
  const view = scene.instances[instance];
  const own = scene.processes.filter((p) => p.instance === instance);
  if (!view || view.up || traitsOf(app).respawns) return null;
  if (own.some((p) => p.state !== 'dead') || own.every((p) => p.hasEnded)) return null;
  const ago = durationText(scene.atUs - view.sinceUs);
  const { name } = entryOf(app);
  const starter =
    front !== null && frontTraitsOf(front, app).startsAppPerMinute > 0
      ? frontEntryOf(front).name
      : null;
  const who = starter === null ? 'nobody starts it again' : `${starter} starts it again`;
  return {
    short: `gone · ${who}`,
    long: `${name} died ${ago} ago. ${who[0]?.toUpperCase()}${who.slice(1)}; every new connection is refused.`,
  };
}

/** Where an app server stood that has died. */
export function Gone({ words }: { words: GoneWords }) {
  return (
    <p className="stage-gone" role="note">
      <b aria-hidden="true">✕</b>
      {words.long}
    </p>
  );
}
