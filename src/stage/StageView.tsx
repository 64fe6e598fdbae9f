import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { frontProgram } from '../insight/programs.ts';
import type { Scene } from '../insight/scene/scene.ts';
import { processNameOf } from '../insight/state/slotTable.ts';
import { t } from '../language/t.ts';
import type { Player, PlayerState } from '../player/player.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ActContext, targetAt, walkActs } from './ActButton.tsx';
import { arrange } from './arrange.ts';
import { type BadNews, badNewsIn } from './badNews.ts';
import { clientRows } from './clientRows.ts';
import type { Cue } from './cue.ts';
import { MotionContext } from './Gauge.tsx';
import { GroundStrip } from './Ground.tsx';
import { appLook, laneSlots, processesShown } from './laneSlots.ts';
import { type StagePlan, stagePlan, type TierName } from './plan.ts';
import { layoutOf, USUAL } from './room.ts';
import { Legend, StageHeader } from './StageHeader.tsx';
import { StageMotion } from './stageMotion.ts';
import { layStreet, seatSessions, seatsOf } from './street.ts';
import { Tiers } from './Tiers.tsx';
import { TokenLayer } from './TokenLayer.tsx';
import type { OnAct } from './target.ts';
import { usePointing } from './usePointing.ts';
import { type LoopInput, useScene } from './useScene.ts';
import { useView } from './useView.ts';
import { useReducedMotion, useSize, useZones } from './useZones.ts';
import { ViewButtons } from './ViewButtons.tsx';
import { VERTICAL_BELOW_PX } from './zones.ts';
import './stage.css';
import './wires.css';
import './tiers.css';
import './clients.css';
import './front.css';
import './socket.css';
import './workers.css';
import './density.css';
import './processes.css';
import './servers.css';
import './database.css';
import './ground.css';
import './tokens.css';
import './pointing.css';
import './narrow.css';
import './forcedColors.css';

export interface Spotlight {
  readonly tier?: TierName;
  readonly request?: number;
}

export interface StageViewProps {
  readonly scenario: Scenario;
  /** Which cards stand where; what the scenario asks for if absent. */
  readonly plan?: StagePlan;
  /** The scene at the player's moment. The same function for as long as the run is the same. */
  readonly sceneOf: (state: PlayerState) => Scene;
  /** What went wrong lately; what the scene itself shows of it if absent. */
  readonly newsOf?: (scene: Scene) => BadNews;
  /** What the present event is about: lit while one plays event by event and nothing else is in the spotlight. */
  readonly cueOf?: (scene: Scene) => Cue | null;
  readonly player: Player;
  readonly selected: number | null;
  readonly onSelect: (request: number | null) => void;
  readonly spotlight?: Spotlight | null;
  /** Called where somebody wants to act upon something; without it nothing offers to be acted upon. */
  readonly onAct?: OnAct;
}

const ROWS_ACROSS = 8;
const ROWS_DOWN = 5;
const SESSION_ROWS = 9;
const SESSION_ROWS_DOWN = 4;

/** The street of tiers with its tokens; where scenes come from is the caller's affair. */
export function StageView(props: StageViewProps) {
  const { scenario, player, selected, onSelect, onAct } = props;
  const motion = useMemo(() => new StageMotion(), []);
  const still = useReducedMotion();
  const input = useRef<LoopInput>({ street: null, selected, still });
  const { scene, wake } = useScene(player, props.sceneOf, motion, input);
  const stageRef = useRef<HTMLElement>(null);
  const paneRef = useRef<HTMLElement>(null);
  const streetRef = useRef<HTMLDivElement>(null);

  const pane = useSize(paneRef);
  const vertical = pane !== null && pane.w < VERTICAL_BELOW_PX;
  const plan = useMemo(() => props.plan ?? stagePlan(scenario), [props.plan, scenario]);
  const across = vertical || pane === null ? USUAL : pane;
  const layout = useMemo(() => layoutOf(plan, across), [plan, across]);
  const view = useView(paneRef, streetRef, layout.natural, pane, !vertical);
  const streetPx = view.size?.h ?? across.h;

  const rows = useMemo(
    () => clientRows(scenario, vertical ? ROWS_DOWN : ROWS_ACROSS),
    [scenario, vertical],
  );
  const lanes = laneSlots(scene.workers, scene.atUs);
  // Greenlets and tasks come and go within a space that stays.
  const look = appLook(scenario.app);
  const hasSpaces = look === 'boxes' || look === 'one';
  const boxes = processesShown(scene.processes, scene.atUs);
  const sessionRows = vertical ? SESSION_ROWS_DOWN : SESSION_ROWS;
  const isMany = scene.instances.length > 1;
  const sessions = seatSessions(
    scene.database?.sessions ?? [],
    lanes,
    sessionRows,
    hasSpaces || isMany ? sessionRows : undefined,
  );
  const locks = scene.database?.locks.filter((lock) => lock.waiting.length > 0).length ?? 0;
  const inside = `${hasSpaces ? '' : lanes.length} ${boxes.map((p) => p.process)}`;
  const shape = `${rows.length} ${inside} ${sessions.length} ${scene.database?.up} ${locks} ${streetPx}`;
  const zones = useZones(
    streetRef as RefObject<HTMLDivElement>,
    `${shape} ${scenario.seed}`,
    plan,
    vertical,
  );
  const seats = seatsOf(lanes, sessions);
  const seatKey = `${lanes.map((w) => w.worker)} ${sessions.map((s) => s?.session)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: seatKey says everything that seats hold
  const street = useMemo(
    () => zones && layStreet(scenario, rows, zones, seats),
    [scenario, rows, zones, seatKey],
  );
  const arrangement = useMemo(
    () => street && arrange(scene, street, selected),
    [scene, street, selected],
  );

  const lastZones = useRef(zones);
  useLayoutEffect(() => {
    input.current = { street, selected, still };
    if (arrangement) motion.keepOnly(new Set(arrangement.spots.map((s) => s.token.request)));
    wake(lastZones.current !== zones);
    lastZones.current = zones;
  }, [street, selected, still, arrangement, zones, motion, wake]);
  usePointing(stageRef, player.pointer);

  const spot = props.spotlight ?? null;
  const { playing, style } = player.get();
  const cue = spot === null && style === 'events' ? (props.cueOf?.(scene) ?? null) : null;
  const news = props.newsOf?.(scene) ?? badNewsIn(scene, scenario.app);
  const names = useMemo(
    () => ({
      front: frontProgram(scenario)?.name ?? '',
      processOf: (process: number) => processNameOf(scenario.app, process),
    }),
    [scenario],
  );

  const onContextMenu = (event: MouseEvent) => {
    const target = onAct ? targetAt(event.target as Element) : null;
    if (!target) return;
    event.preventDefault();
    // The menu key has no place of its own: below what has the focus.
    const { left, bottom } = (event.target as Element).getBoundingClientRect();
    const hasPlace = event.clientX !== 0 || event.clientY !== 0;
    onAct?.(target, hasPlace ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const element = event.target as HTMLElement;
    if (element.dataset.act === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!walkActs(element, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <MotionContext.Provider value={motion}>
      <ActContext.Provider value={onAct ?? null}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset lays its content out in a way of its own */}
        <section
          ref={stageRef}
          className="stage"
          role="group"
          aria-label={t('Stage')}
          data-vertical={vertical || undefined}
          onContextMenu={onContextMenu}
          onKeyDown={onKeyDown}
        >
          <StageHeader scene={scene} app={scenario.app}>
            {view.isLarge && <ViewButtons view={view} />}
          </StageHeader>
          <section
            ref={paneRef}
            className="stage-pane"
            role={view.isLarge ? 'group' : undefined}
            data-large={view.isLarge || undefined}
            data-scaled={view.size !== null || undefined}
            tabIndex={view.isLarge ? 0 : undefined}
            aria-label={
              view.isLarge
                ? t('Street of servers: plus and minus zoom, arrows move, 0 shows all')
                : undefined
            }
            onKeyDown={view.onKeyDown}
          >
            <div
              ref={streetRef}
              className="stage-street"
              style={{
                gridTemplateColumns: layout.template,
                ...(view.size ? { width: view.size.w, height: view.size.h } : {}),
              }}
            >
              <Tiers
                scene={scene}
                scenario={scenario}
                plan={plan}
                lines={layout.lines}
                rows={rows}
                lanes={lanes}
                sessions={sessions}
                hasSpaces={hasSpaces}
                zones={zones}
                street={street}
                arrangement={arrangement}
                grids={layout.grids}
                streetPx={streetPx}
                vertical={vertical}
                news={news}
                litTier={spot?.tier ?? null}
                cuedTier={cue?.tier ?? null}
              />
              <GroundStrip plan={plan} lines={layout.lines} scene={scene} />
              <Legend before={layout.lines[plan.grounds[0]?.from ?? 2] ?? 3} />
              {arrangement && (
                <TokenLayer
                  scene={scene}
                  arrangement={arrangement}
                  motion={motion}
                  names={names}
                  selected={selected}
                  lit={spot?.request ?? selected}
                  litTier={spot?.tier ?? null}
                  cued={cue?.request ?? null}
                  playing={playing}
                  onSelect={onSelect}
                />
              )}
            </div>
          </section>
        </section>
      </ActContext.Provider>
    </MotionContext.Provider>
  );
}
