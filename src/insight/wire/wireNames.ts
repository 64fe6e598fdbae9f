import type { AppServer, Scenario } from '../../scenario/scenario.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import { frontEntryOf } from '../../scenario/servers/fronts.ts';

/** What the ends of the hops are called. */
export interface HopNames {
  readonly front: string | null;
  readonly app: string;
  /** What the app is written in. */
  readonly framework: string;
}

/** Where people say something else than the program's full name. */
const SPOKEN: Readonly<Partial<Record<AppServer['kind'], (app: AppServer) => string>>> = {
  // Embedded, the app lives in Apache's own children: that is whom clients meet.
  mod_wsgi: (app) => (app.kind === 'mod_wsgi' && app.mode === 'embedded' ? 'Apache' : 'mod_wsgi'),
  flask: () => 'Flask',
};

export function hopNames({ front, app }: Pick<Scenario, 'front' | 'app'>): HopNames {
  return {
    front: front === null ? null : frontEntryOf(front).name,
    app: SPOKEN[app.kind]?.(app) ?? entryOf(app).name,
    framework: frameworkOf(app),
  };
}

/** What the app is written in: `Django`, or `Flask` under Flask's own server. */
export function frameworkOf({ kind }: Pick<AppServer, 'kind'>): string {
  return kind === 'flask' ? 'Flask' : 'Django';
}
