import { durationText } from '../insight/plainWords.ts';
import type { Scene } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
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
  return starter === null
    ? {
        short: t('gone · nobody starts it again'),
        long: t('{name} died {ago} ago. Nobody starts it again; every new connection is refused.', {
          name,
          ago,
        }),
      }
    : {
        short: t('gone · {starter} starts it again', { starter }),
        long: t(
          '{name} died {ago} ago. {starter} starts it again; every new connection is refused.',
          { name, ago, starter },
        ),
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
