import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Scene } from '../../src/insight/scene/scene.ts';
import { createPlayer } from '../../src/player/createPlayer.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { StagePlan } from '../../src/stage/plan.ts';
import { Stage } from '../../src/stage/Stage.tsx';
import { StageView } from '../../src/stage/StageView.tsx';
import type { OnAct } from '../../src/stage/target.ts';
import { scenarioOf } from '../sim/runs.ts';
import { farm } from './farm.ts';
import {
  busyScene,
  crowdedScene,
  FRONT,
  GUNICORN,
  NGINX,
  processView,
  token as requestAt,
  scenario,
  worker,
} from './scenes.ts';
import { type StillPlayer, stillPlayer } from './stillPlayer.ts';

const UNBUFFERED = scenario({ front: { ...NGINX, proxy_request_buffering: false } });

function Picture(props: {
  scene: Scene;
  scenario?: typeof UNBUFFERED;
  plan?: StagePlan;
  player?: StillPlayer;
  width?: number;
  onPick?: (r: number | null) => void;
  onAct?: OnAct;
}) {
  const [selected, onSelect] = useState<number | null>(null);
  const [player] = useState(() => props.player ?? stillPlayer());
  const [sceneOf] = useState(() => () => props.scene);
  const pick = (request: number | null) => {
    onSelect(request);
    props.onPick?.(request);
  };
  return (
    <div style={{ width: props.width ?? 1040, height: 430 }}>
      <StageView
        scenario={props.scenario ?? UNBUFFERED}
        {...(props.plan ? { plan: props.plan } : {})}
        {...(props.onAct ? { onAct: props.onAct } : {})}
        sceneOf={sceneOf}
        player={player}
        selected={selected}
        onSelect={pick}
      />
    </div>
  );
}

const middleOf = (element: Element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
};
const isWithin = (inner: Element, outer: Element) => {
  const { x, y } = middleOf(inner);
  const box = outer.getBoundingClientRect();
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
};
const token = (request: number) =>
  document.querySelector(`[data-request="${request}"]`) as HTMLElement;
const tier = (name: string) => document.querySelector(`[data-tier="${name}"]`) as HTMLElement;

test('every request stands in the tier that has it', async () => {
  await render(<Picture scene={busyScene()} />);
  await expect.poll(() => token(3) !== null).toBe(true);
  const homes: [number, string][] = [
    [11, 'internet'],
    [8, 'front'],
    [12, 'front'],
    [15, 'socket'],
    [3, 'app'],
    [6, 'app'],
    [7, 'database'],
  ];
  for (const [request, name] of homes)
    await expect
      .poll(() => isWithin(token(request), tier(name)), { message: `#${request + 1} in ${name}` })
      .toBe(true);
});

test('the state of things is said in words', async () => {
  const screen = await render(<Picture scene={busyScene()} />);
  await expect.element(screen.getByText('2 of 3 workers held by slow clients')).toBeVisible();
  await expect.element(screen.getByText('held 3.9 s by a slow upload')).toBeVisible();
  await expect.element(screen.getByText('oldest 820 ms')).toBeVisible();
  await expect.element(screen.getByText('POST 180/900 kB')).toBeVisible();
});

test('a tier that the scenario lacks is absent', async () => {
  const direct = scenario({ front: null, database: null });
  const tokens = busyScene().tokens.filter((t) => !['front', 'door', 'database'].includes(t.place));
  await render(
    <Picture scenario={direct} scene={busyScene({ front: null, database: null, tokens })} />,
  );
  await expect.poll(() => tier('socket') !== null).toBe(true);
  expect(tier('front')).toBeNull();
  expect(tier('database')).toBeNull();
});

test('one request is in the tab order; arrows walk, Enter selects, Escape lets go', async () => {
  const picked: (number | null)[] = [];
  await render(<Picture scene={busyScene()} onPick={(r) => picked.push(r)} />);
  await expect.poll(() => document.querySelectorAll('.stage-token[tabindex="0"]').length).toBe(1);
  await userEvent.tab();
  expect(document.activeElement).toBe(token(11));
  await userEvent.keyboard('{End}');
  expect(document.activeElement).toBe(token(7));
  await userEvent.keyboard('{ArrowLeft}');
  expect(document.activeElement).toBe(token(3));
  await userEvent.keyboard('{Enter}');
  expect(token(3).getAttribute('aria-pressed')).toBe('true');
  expect(token(6).dataset.dimmed).toBe('true');
  await userEvent.keyboard('{Escape}');
  expect(picked).toEqual([3, null]);
  expect(token(6).dataset.dimmed).toBeUndefined();
});

test('every token is a target of at least 24 px with a name', async () => {
  const screen = await render(<Picture scene={busyScene()} />);
  const button = screen.getByRole('button', { name: /^Request 4, upload, with worker 1/ });
  await expect.element(button).toBeVisible();
  const { width, height } = button.element().getBoundingClientRect();
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
});

test('a narrow stage runs from top to bottom and nothing sticks out', async () => {
  await render(<Picture scene={busyScene()} width={366} />);
  await expect.poll(() => document.querySelector('.stage[data-vertical]') !== null).toBe(true);
  const tops = ['clients', 'internet', 'front', 'socket', 'app', 'database'].map(
    (n) => tier(n).getBoundingClientRect().top,
  );
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  const stage = document.querySelector('.stage') as HTMLElement;
  expect(stage.scrollWidth).toBeLessThanOrEqual(stage.clientWidth);
  await expect.poll(() => isWithin(token(7), tier('database'))).toBe(true);
});

test('a crowd is counted, not drawn one by one', async () => {
  await render(<Picture scene={crowdedScene(420, 120)} />);
  await expect.poll(() => document.querySelectorAll('.stage-bundle').length).toBeGreaterThan(2);
  expect(document.querySelectorAll('.stage-token').length).toBeLessThan(30);
});

test('a real run plays: the stage follows the player to each moment', async () => {
  const run = simulate(presetScenario('slow-clients-unbuffered'));
  const player = createPlayer();
  player.load(run);
  player.seek(1_900_000);
  const screen = await render(
    <div style={{ width: 1040, height: 430 }}>
      <Stage run={run} player={player} selected={null} onSelect={() => {}} />
    </div>,
  );
  await expect.element(screen.getByText('t = 1.90 s')).toBeVisible();
  await expect.element(screen.getByText('2 of 2 workers held by slow clients')).toBeVisible();
  await expect.poll(() => isWithin(token(2), tier('socket'))).toBe(true);
  player.seek(6_900_000);
  await expect.element(screen.getByText('t = 6.90 s')).toBeVisible();
  await expect.element(screen.getByText('0 requests in flight')).toBeVisible();
  player.dispose();
});

/** Emulates the person's wish for less motion; undone after each test. */
async function reduceMotion(value: 'reduce' | '') {
  const devtools = cdp() as unknown as { send(method: string, params: object): Promise<void> };
  const features = [{ name: 'prefers-reduced-motion', value }];
  await devtools.send('Emulation.setEmulatedMedia', { features });
}
afterEach(() => reduceMotion(''));

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

/** All places that a token is seen at, frame by frame, on its way from the wire into a worker. */
async function placesOnTheWay(): Promise<Set<number>> {
  const scene = { now: busyScene() };
  const player = stillPlayer();
  const sceneOf = () => scene.now;
  await render(
    <div style={{ width: 1040, height: 430 }}>
      <StageView
        scenario={UNBUFFERED}
        sceneOf={sceneOf}
        player={player}
        selected={null}
        onSelect={() => {}}
      />
    </div>,
  );
  await expect.poll(() => token(11) !== null && isWithin(token(11), tier('internet'))).toBe(true);
  for (let i = 0; i < 4; i++) await nextFrame(); // the first placing never glides
  const moved = busyScene().tokens.map((t) =>
    t.request === 11 ? { ...t, place: 'worker' as const, worker: 1 } : t,
  );
  scene.now = busyScene({ tokens: moved });
  player.put({ atUs: 1 });
  const seen = new Set<number>();
  for (let i = 0; i < 600; i++) {
    seen.add(Math.round(middleOf(token(11)).x));
    if (isWithin(token(11), tier('app'))) break;
    await nextFrame();
  }
  return seen;
}

test('a token glides from place to place', async () => {
  expect((await placesOnTheWay()).size).toBeGreaterThan(3);
});

test('with reduced motion it is here, then there', async () => {
  await reduceMotion('reduce');
  expect((await placesOnTheWay()).size).toBe(2);
});

test('another run on the same stage is drawn at once', async () => {
  const player = createPlayer();
  const first = simulate(presetScenario('slow-clients-no-nginx'));
  const second = simulate(presetScenario('slow-clients-unbuffered'));
  player.load(first);
  player.seek(1_900_000);
  const stage = (run: typeof first) => (
    <div style={{ width: 1040, height: 430 }}>
      <Stage run={run} player={player} selected={null} onSelect={() => {}} />
    </div>
  );
  const screen = await render(stage(first));
  await expect.poll(() => token(2) !== null).toBe(true);
  expect(tier('front')).toBeNull();
  await screen.rerender(stage(second));
  expect(tier('front')).not.toBeNull();
  await expect.poll(() => isWithin(token(2), tier('socket'))).toBe(true);
  player.dispose();
});

test('keys go on working when the focused request leaves the stage', async () => {
  const scene = { now: busyScene() };
  const player = stillPlayer();
  const sceneOf = () => scene.now;
  await render(
    <div style={{ width: 1040, height: 430 }}>
      <StageView
        scenario={UNBUFFERED}
        sceneOf={sceneOf}
        player={player}
        selected={null}
        onSelect={() => {}}
      />
    </div>,
  );
  await expect.poll(() => token(11) !== null).toBe(true);
  token(11).focus();
  scene.now = busyScene({ tokens: busyScene().tokens.filter((t) => t.request !== 11) });
  player.put({ atUs: 1 });
  await expect.poll(() => token(11)).toBeNull();
  await expect.poll(() => document.activeElement?.className).toBe('stage-tokens');
  await userEvent.keyboard('{End}');
  expect(document.activeElement).toBe(token(7));
});

const GTHREAD = scenario({
  app: { ...GUNICORN, worker_class: 'gthread', workers: 1, threads: 2 },
});
const threads = (): Scene =>
  busyScene({
    tokens: [
      requestAt(20, { place: 'worker', worker: 0, process: 0 }),
      requestAt(21, { place: 'worker', worker: 1, process: 0 }),
      requestAt(22, { place: 'pool', process: 0, fare: 'waiting' }),
    ],
    workers: [0, 1].map((nth) =>
      worker(nth, { process: 0, nth, state: 'running', request: 20 + nth, words: 'running home' }),
    ),
    processes: [processView(0, { slots: 2, busy: 2, pooled: [22] })],
  });

test('threads stand within their worker, and what waits for one in its queue', async () => {
  const screen = await render(<Picture scene={threads()} scenario={GTHREAD} />);
  const box = document.querySelector('.stage-process') as HTMLElement;
  await expect.element(screen.getByText('2 of 2 busy')).toBeVisible();
  await expect.element(screen.getByText('1 wait for a thread')).toBeVisible();
  for (const request of [20, 21, 22])
    await expect.poll(() => isWithin(token(request), box)).toBe(true);
  const queue = document.querySelector('[data-zone="pool:0"]') as HTMLElement;
  expect(isWithin(token(22), queue)).toBe(true);
  expect(isWithin(token(20), queue)).toBe(false);
});

test('greenlets are counted where they do not fit, and their worker stays as it is', async () => {
  const many = Array.from({ length: 90 }, (_, i) =>
    requestAt(30 + i, { place: 'worker', worker: i, process: 0 }),
  );
  const workers = many.map((t, i) =>
    worker(i, { process: 0, nth: i, state: 'database', request: t.request }),
  );
  const app = { ...scenario().app, worker_class: 'gevent' as const, workers: 1 };
  const processes = [processView(0, { slots: null, busy: 90 })];
  const screen = await render(
    <Picture
      scene={busyScene({ tokens: many, workers, processes })}
      scenario={scenario({ app })}
    />,
  );
  await expect.element(screen.getByText('90 busy', { exact: true })).toBeVisible();
  await expect.element(screen.getByText('90 on database')).toBeVisible();
  await expect.poll(() => document.querySelectorAll('.stage-bundle').length).toBe(1);
  const box = document.querySelector('.stage-process') as HTMLElement;
  expect(isWithin(document.querySelector('.stage-bundle') as HTMLElement, box)).toBe(true);
});

test('app servers stand side by side, each with its queue; a stopped one says so', async () => {
  const base = busyScene();
  const instances = [0, 1].map((instance) => ({
    instance,
    up: instance === 0,
    sinceUs: 0,
    downUntilUs: null,
    pool: 0,
    lastSignal: null,
    backlog: {
      requests: instance === 0 ? [15] : [],
      oldestSinceUs: instance === 0 ? 3_380_000 : null,
    },
  }));
  const scene = busyScene({
    tokens: base.tokens.filter((t) => t.request === 15),
    instances,
    processes: [0, 1].map((p) => processView(p, { instance: p })),
    workers: [0, 1].map((w) => worker(w)),
  });
  const app = { ...scenario().app, workers: 1, instances: 2 };
  const screen = await render(<Picture scene={scene} scenario={scenario({ app })} />);
  await expect.element(screen.getByRole('group', { name: 'app server 1' })).toBeVisible();
  await expect.element(screen.getByText('stopped', { exact: true })).toBeVisible();
  const box = document.querySelector('[aria-label="app server 1"]') as HTMLElement;
  const queue = box.querySelector('[data-zone="socket.queue:0"]') as HTMLElement;
  await expect.poll(() => isWithin(token(15), queue)).toBe(true);
});

test('a row that is waited for says who has it', async () => {
  const base = busyScene();
  const database = base.database && {
    ...base.database,
    locks: [{ row: 'stock', holder: 3, sinceUs: 0, waiting: [7, 8, 9] }],
  };
  const screen = await render(<Picture scene={busyScene({ database })} />);
  await expect.element(screen.getByText('#4 has it · #8, #9 and 1 more wait')).toBeVisible();
});

test('five fronts, two app hosts and a database: all from rows of the plan', async () => {
  const { scenario: of, plan, scene } = farm();
  const screen = await render(<Picture scene={scene} scenario={of} plan={plan} />);
  await expect.element(screen.getByText('nginx 5', { exact: true })).toBeVisible();
  await expect.element(screen.getByText('app-b', { exact: true })).toBeVisible();
  expect(document.querySelectorAll('.stage-instance')).toHaveLength(6);
  expect(document.querySelectorAll('.stage-host')).toHaveLength(4);
  const third = document.querySelectorAll('.stage-front')[2] as HTMLElement;
  expect(third.textContent).toContain('nobody answers here');
  const boxes = [...document.querySelectorAll('.stage-front')].map((b) =>
    b.getBoundingClientRect(),
  );
  for (let i = 1; i < boxes.length; i++)
    expect(boxes[i]?.top).toBeGreaterThanOrEqual(boxes[i - 1]?.bottom ?? 0);
  const second = document.querySelectorAll('.stage-front')[1] as HTMLElement;
  await expect.poll(() => token(1) !== null && isWithin(token(1), second)).toBe(true);
  const fourth = document.querySelector('[aria-label="app server 4"]') as HTMLElement;
  await expect.poll(() => isWithin(token(3), fourth)).toBe(true);
});

test('what the mouse is on is told to the pointer, and what others point at is lit without a drawing', async () => {
  const player = stillPlayer();
  await render(<Picture scene={busyScene()} player={player} />);
  await expect.poll(() => token(3) !== null).toBe(true);
  await userEvent.hover(token(3));
  expect(player.pointer.get()).toEqual({ request: 3, worker: null });
  const lane = document.querySelector('[data-slot="1"]') as HTMLElement;
  await userEvent.hover(lane.querySelector('.stage-lane-name') as HTMLElement);
  expect(player.pointer.get()).toEqual({ request: 7, worker: 1 });
  expect(token(7).dataset.pointed).toBe('');
  await userEvent.unhover(lane);
  player.pointer.point({ request: 6, worker: 2 });
  expect(token(6).dataset.pointed).toBe('');
  expect(token(7).dataset.pointed).toBeUndefined();
  expect((document.querySelector('[data-slot="2"]') as HTMLElement).dataset.pointed).toBe('');
  player.pointer.point({});
  expect(document.querySelector('[data-pointed]')).toBeNull();
});

test('what can be acted upon says so by button, menu key and right button; without onAct nothing does', async () => {
  const acted: unknown[] = [];
  const screen = await render(
    <Picture scene={busyScene()} onAct={(target) => acted.push(target)} />,
  );
  await screen.getByRole('button', { name: 'Act on worker 2' }).click();
  await screen.getByRole('button', { name: 'Act on PostgreSQL' }).click();
  await screen.getByRole('button', { name: 'Act on host server' }).click();
  await userEvent.click(document.querySelector('.stage-client') as HTMLElement, {
    button: 'right',
  });
  await expect.poll(() => token(3) !== null).toBe(true);
  token(3).dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
  expect(acted).toEqual([
    { kind: 'worker', process: 1 },
    { kind: 'database' },
    { kind: 'host', host: 0 },
    { kind: 'client', population: 0, client: 0 },
    { kind: 'request', request: 3 },
  ]);
  await screen.rerender(<Picture scene={busyScene()} />);
  expect(document.querySelector('.stage-act')).toBeNull();
});

test('the ⋯ of many workers are one Tab stop; arrows walk them', async () => {
  const screen = await render(<Picture scene={busyScene()} onAct={() => {}} />);
  const first = screen.getByRole('button', { name: 'Act on worker 1' }).element() as HTMLElement;
  first.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Act on worker 3');
  const stops = document.querySelectorAll('.stage-lanes .stage-act[tabindex="0"]');
  expect(stops).toHaveLength(1);
});

test('a street larger than its pane zooms and pans with keys and buttons, and its tokens stay in place', async () => {
  const { scenario: of, plan, scene } = farm();
  const screen = await render(<Picture scene={scene} scenario={of} plan={plan} />);
  const pane = document.querySelector('.stage-pane') as HTMLElement;
  await expect.element(screen.getByRole('button', { name: 'Zoom in' })).toBeVisible();
  const width = () => tier('app').getBoundingClientRect().width;
  const whole = width();
  pane.focus();
  await userEvent.keyboard('++');
  await expect.poll(width).toBeGreaterThan(whole * 1.4);
  const left = tier('app').getBoundingClientRect().left;
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => tier('app').getBoundingClientRect().left).toBeLessThan(left);
  const fourth = document.querySelector('[aria-label="app server 4"]') as HTMLElement;
  expect(isWithin(token(3), fourth)).toBe(true);
  await screen.getByRole('button', { name: 'fit' }).click();
  await expect.poll(() => Math.abs(width() - whole)).toBeLessThan(1);
});

test('a street that fits offers no zoom', async () => {
  await render(<Picture scene={busyScene()} />);
  await expect.poll(() => token(3) !== null).toBe(true);
  expect(document.querySelector('.stage-view')).toBeNull();
  expect((document.querySelector('.stage-pane') as HTMLElement).hasAttribute('tabindex')).toBe(
    false,
  );
});

test('event by event, the tier and the request of the event are lit; smoothly, none is', async () => {
  const run = simulate(presetScenario('one-request'));
  const player = createPlayer();
  player.load(run);
  player.setStyle('events');
  const screen = await render(
    <div style={{ width: 1040, height: 430 }}>
      <Stage run={run} player={player} selected={null} onSelect={() => {}} />
    </div>,
  );
  while (player.get().eventIndex + 1 < run.length && tier('front')?.dataset.cued === undefined) {
    player.stepForward();
    await nextFrame();
    await nextFrame();
  }
  expect(tier('front').dataset.cued).toBe('true');
  expect(token(0).dataset.cued).toBe('true');
  player.setStyle('smooth');
  await expect.poll(() => tier('front').dataset.cued).toBeUndefined();
  expect(screen.container.querySelector('[data-cued]')).toBeNull();
  player.dispose();
});

test('on a phone more workers than six fold away, with a count of the requests they hold', async () => {
  const base = scenario();
  const workers = Array.from({ length: 12 }, (_, i) =>
    worker(i, { state: 'running', request: 20 + i, words: 'running home' }),
  );
  const tokens = workers.map((w) =>
    requestAt(w.request ?? 0, { place: 'worker', worker: w.worker }),
  );
  const screen = await render(
    <Picture
      width={366}
      scenario={{ ...base, app: { ...GUNICORN, workers: 12 } }}
      scene={busyScene({ workers, tokens })}
    />,
  );
  const fold = screen.getByRole('button', { name: '6 more workers' });
  await expect.element(fold).toBeVisible();
  await expect.poll(() => token(31) !== null && isWithin(token(31), fold.element())).toBe(true);
  // Its words stand at the right, the requests at the left.
  await fold.click({ position: { x: fold.element().getBoundingClientRect().width - 20, y: 14 } });
  await expect.poll(() => document.querySelectorAll('.stage-lane').length).toBe(12);
  await expect
    .poll(() => isWithin(token(31), document.querySelector('[data-slot="11"]') as HTMLElement))
    .toBe(true);
});

test('several app servers on a phone fold away too', async () => {
  const app = { ...GUNICORN, workers: 2, instances: 8 };
  const instances = Array.from({ length: 8 }, (_, instance) => ({
    ...(busyScene().instances[0] as Scene['instances'][number]),
    instance,
    up: instance !== 6,
  }));
  const screen = await render(
    <Picture
      width={366}
      scenario={scenario({ app })}
      scene={busyScene({ instances, processes: [], workers: [] })}
    />,
  );
  await expect.element(screen.getByText('5 more app servers')).toBeVisible();
  await expect.element(screen.getByRole('group', { name: 'app server 7' })).toBeVisible();
});

/** A scene of a scenario that is written as people write them, and its street. */
const picture = (written: object, scene: Partial<Scene>) => {
  const of = scenarioOf({ duration: '10s', database: 'none', ...written });
  return render(<Picture scene={busyScene({ database: null, ...scene })} scenario={of} />);
};
const CLIENTS = [{ name: 'visitors', asks: 'home', arrivals: { count: 4, think: '500ms' } }];
const ROUTES = [{ name: 'home', cpu: '4ms' }];

test('whoever waits for its turn or for another’s answer stands at that station; a handshake is no request yet', async () => {
  const front = { ...FRONT, refusedByLimit: 3, cacheHits: 12, cacheFreshUntilUs: 9_000_000 };
  const screen = await picture(
    {
      clients: CLIENTS,
      routes: ROUTES,
      front: {
        limit_req: { rate: '5/s', burst: 10 },
        proxy_cache: { proxy_cache_lock: 'on' },
        tls: { ssl_protocols: '1.3' },
      },
    },
    {
      front,
      tokens: [
        requestAt(1, { place: 'front', station: 'limit', fare: 'waiting' }),
        requestAt(2, { place: 'front', station: 'cache', fare: 'waiting', client: 1 }),
        requestAt(3, { station: 'tls', client: 2 }),
      ],
    },
  );
  const stations = () => [...document.querySelectorAll<HTMLElement>('.stage-station')];
  await expect.poll(() => stations().length).toBe(2);
  expect(stations().map((s) => s.textContent)).toEqual([
    'limit 5/s3 refused',
    'cache12 hits, fresh',
  ]);
  await expect.poll(() => isWithin(token(1), stations()[0] as HTMLElement)).toBe(true);
  await expect.poll(() => isWithin(token(2), stations()[1] as HTMLElement)).toBe(true);
  expect(token(3).dataset.securing).toBe('true');
  await expect.element(screen.getByText('TLS 1.3')).toBeVisible();
});

test('a server that nobody starts again is missed on its card; a client’s request is kept by its child', async () => {
  const died = { ...(busyScene().instances[0] as Scene['instances'][number]), up: false };
  const gone = await picture(
    { clients: CLIENTS, routes: ROUTES, front: 'none', app: { server: 'runserver' } },
    {
      front: null,
      tokens: [],
      workers: [],
      instances: [died],
      processes: [processView(0, { state: 'dead' })],
    },
  );
  await expect.element(gone.getByRole('note')).toHaveTextContent('Nobody starts it again');
  expect(document.querySelector('[data-tier="app"][data-gone]')).not.toBeNull();
  await gone.unmount();
  const kept = await picture(
    {
      clients: CLIENTS,
      routes: ROUTES,
      front: 'none',
      app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork', processes: 3 },
    },
    {
      front: null,
      tokens: [],
      workers: [worker(0, { state: 'lingering', request: 3, awaits: true })],
    },
  );
  await expect.element(kept.getByText('child 1', { exact: true })).toBeVisible();
  await expect.element(kept.getByText(/^kept/).first()).toBeVisible();
});

test('what nobody has measured says so, and rules say what their program calls them', async () => {
  const screen = await picture(
    { clients: CLIENTS, routes: ROUTES, front: { server: 'iis' }, app: { server: 'cherrypy' } },
    { tokens: [] },
  );
  await expect.element(screen.getByText('not measured')).toBeVisible();
  await expect.element(screen.getByText('httpPlatform →').first()).toBeVisible();
});
