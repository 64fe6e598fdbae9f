import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Scene } from '../../src/insight/scene/scene.ts';
import { createPlayer } from '../../src/player/createPlayer.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Stage } from '../../src/stage/Stage.tsx';
import { StageView } from '../../src/stage/StageView.tsx';
import {
  busyScene,
  crowdedScene,
  NGINX,
  processView,
  token as requestAt,
  scenario,
  worker,
} from './scenes.ts';
import { stillPlayer } from './stillPlayer.ts';

const UNBUFFERED = scenario({ front: { ...NGINX, proxy_request_buffering: false } });

function Picture(props: {
  scene: Scene;
  scenario?: typeof UNBUFFERED;
  width?: number;
  onPick?: (r: number | null) => void;
}) {
  const [selected, onSelect] = useState<number | null>(null);
  const [player] = useState(() => stillPlayer());
  const [sceneOf] = useState(() => () => props.scene);
  const pick = (request: number | null) => {
    onSelect(request);
    props.onPick?.(request);
  };
  return (
    <div style={{ width: props.width ?? 1040, height: 430 }}>
      <StageView
        scenario={props.scenario ?? UNBUFFERED}
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
  app: { ...scenario().app, worker_class: 'gthread', workers: 1, threads: 2 },
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
  await expect.element(screen.getByRole('region', { name: 'app server 1' })).toBeVisible();
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
