import { workerName } from '../../insight/plainWords.ts';
import type { Fare, Scene, Token, TokenKind } from '../../insight/scene/scene.ts';
import { t } from '../../language/t.ts';
import type { StagePlan, TierPlan } from '../../stage/plan.ts';

/** A request as the picture shows it. */
export interface PosterToken {
  readonly request: number;
  readonly kind: TokenKind;
  readonly fare: Fare;
}

/** One line of a tier: a worker, a session, a kind of client, or a room with what is in it. */
export interface PosterRow {
  readonly key: string;
  readonly name: string;
  readonly words: string;
  /** Says its colour: at work, held by a slow client, dead, or nothing of all that. */
  readonly tone: 'run' | 'hold' | 'data' | 'bad' | 'idle';
  readonly tokens: readonly PosterToken[];
  /** Requests in it that have no room in the picture. */
  readonly more: number;
}

export interface PosterTier {
  readonly key: string;
  readonly kind: TierPlan['kind'];
  readonly title: string;
  readonly about: string;
  readonly rows: readonly PosterRow[];
}

const MOST_ROWS = 7;
const MOST_TOKENS = 8;

/** What the picture of a moment shows of each tier, in words and tokens. */
export function posterStreet(plan: StagePlan, scene: Scene): PosterTier[] {
  return plan.tiers.map((tier) => ({
    key: tier.key,
    kind: tier.kind,
    ...tierOf(tier, scene),
  }));
}

const shownOf = ({ request, kind, fare }: Token): PosterToken => ({ request, kind, fare });

function room(
  key: string,
  name: string,
  words: string,
  tokens: readonly Token[],
  tone: PosterRow['tone'] = 'idle',
): PosterRow {
  return {
    key,
    name,
    words,
    tone,
    tokens: tokens.slice(0, MOST_TOKENS).map(shownOf),
    more: Math.max(0, tokens.length - MOST_TOKENS),
  };
}

function tierOf(tier: TierPlan, scene: Scene): Pick<PosterTier, 'title' | 'about' | 'rows'> {
  const at = (...places: readonly Token['place'][]): Token[] =>
    scene.tokens.filter(({ place }) => places.includes(place));
  switch (tier.kind) {
    case 'clients':
      return {
        title: t('Clients'),
        about: '',
        rows: fewOf(scene.populations, ({ population, name, answered, failed }) =>
          room(
            `population ${population}`,
            name,
            failed > 0
              ? t('{answered} answered, {failed} failed', { answered, failed })
              : t('{answered} answered', { answered }),
            at('client').filter((token) => token.population === population),
          ),
        ),
      };
    case 'internet':
      return {
        title: t('Internet'),
        about: '',
        rows: [
          room('to', t('to the site'), '', at('to-front')),
          room('back', t('and back'), '', at('to-client')),
        ],
      };
    case 'front':
      return {
        title: tier.title,
        about: t('{count, plural, one {# connection} other {# connections}}', {
          count: scene.fronts.reduce((sum, front) => sum + front.connections, 0),
        }),
        rows: [
          room('front', t('requests in it'), '', at('front')),
          room('door', t('static files'), '', at('door')),
        ],
      };
    case 'socket':
      return {
        title: t('Waiting room'),
        about: t('backlog {waiting}/{limit}', {
          waiting: String(scene.backlog.requests.length),
          limit: String(scene.backlog.limit),
        }),
        rows: [room('backlog', '', '', at('backlog'))],
      };
    case 'app':
      return { title: tier.title, about: '', rows: fewOf(workersOf(scene), (row) => row) };
    case 'database':
      return {
        title: databaseName(tier),
        about: '',
        rows: fewOf(scene.database?.sessions ?? [], ({ session, state, request, words }) =>
          room(
            `session ${session}`,
            '',
            words,
            scene.tokens.filter((token) => token.request === request),
            state === 'querying' ? 'data' : state === 'locked' ? 'hold' : 'idle',
          ),
        ),
      };
  }
}

function workersOf(scene: Scene): PosterRow[] {
  return scene.workers.map((worker) =>
    room(
      `worker ${worker.worker}`,
      workerName(worker.worker),
      worker.words,
      scene.tokens.filter(({ request }) => request === worker.request),
      worker.state === 'dead' && !worker.hasEnded
        ? 'bad'
        : worker.heldByClient
          ? 'hold'
          : worker.state === 'idle' || worker.state === 'booting'
            ? 'idle'
            : worker.state === 'database'
              ? 'data'
              : 'run',
    ),
  );
}

/** The first rows, and a line that says how many there are besides. */
function fewOf<T>(all: readonly T[], rowOf: (one: T) => PosterRow): PosterRow[] {
  if (all.length <= MOST_ROWS) return all.map(rowOf);
  const left = all.length - MOST_ROWS + 1;
  return [
    ...all.slice(0, MOST_ROWS - 1).map(rowOf),
    room('more', '', t('and {left} more', { left }), []),
  ];
}

const DATABASES = { postgresql: 'PostgreSQL', mysql: 'MySQL', sqlite: 'SQLite' } as const;
const databaseName = ({ database }: Extract<TierPlan, { kind: 'database' }>): string =>
  DATABASES[database.kind];
