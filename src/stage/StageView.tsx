import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Scene } from '../insight/scene/scene.ts';
import type { Player, PlayerState } from '../player/player.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { AppCard } from './AppCard.tsx';
import { arrange, crowdedWires } from './arrange.ts';
import { type BadNews, badNewsIn } from './badNews.ts';
import { ClientsCard } from './ClientsCard.tsx';
import { clientRows } from './clientRows.ts';
import { asksDatabase, DatabaseCard } from './DatabaseCard.tsx';
import { FrontCard } from './FrontCard.tsx';
import { MotionContext } from './Gauge.tsx';
import { Internet, WireLayer } from './Internet.tsx';
import { appLook, laneSlots, processesShown } from './laneSlots.ts';
import { QueryLines } from './QueryLines.tsx';
import { SocketStrip } from './SocketStrip.tsx';
import { StageHeader } from './StageHeader.tsx';
import { StageMotion } from './stageMotion.ts';
import { layStreet, seatSessions, seatsOf } from './street.ts';
import type { TierName } from './TierCard.tsx';
import { TokenLayer } from './TokenLayer.tsx';
import { type LoopInput, useScene } from './useScene.ts';
import { useReducedMotion, useZones } from './useZones.ts';
import './stage.css';
import './tiers.css';
import './clients.css';
import './front.css';
import './socket.css';
import './workers.css';
import './database.css';
import './tokens.css';
import './narrow.css';
import './forcedColors.css';

export interface Spotlight {
  readonly tier?: TierName;
  readonly request?: number;
}

export interface StageViewProps {
  readonly scenario: Scenario;
  /** The scene at the player's moment. The same function for as long as the run is the same. */
  readonly sceneOf: (state: PlayerState) => Scene;
  /** What went wrong lately; what the scene itself shows of it if absent. */
  readonly newsOf?: (scene: Scene) => BadNews;
  readonly player: Player;
  readonly selected: number | null;
  readonly onSelect: (request: number | null) => void;
  readonly spotlight?: Spotlight | null;
}

const NOWHERE: ReadonlySet<number> = new Set();
const ROWS_ACROSS = 8;
const ROWS_DOWN = 5;
const SESSION_ROWS = 9;
const SESSION_ROWS_DOWN = 4;

/** The street of tiers with its tokens; where scenes come from is the caller's affair. */
export function StageView(props: StageViewProps) {
  const { scenario, player, selected, onSelect } = props;
  const motion = useMemo(() => new StageMotion(), []);
  const still = useReducedMotion();
  const input = useRef<LoopInput>({ street: null, selected, still });
  const { scene, wake } = useScene(player, props.sceneOf, motion, input);
  const streetRef = useRef<HTMLDivElement>(null);
  const [vertical, setVertical] = useState(false);
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
  const sessions = seatSessions(
    scene.database?.sessions ?? [],
    lanes,
    sessionRows,
    hasSpaces ? sessionRows : undefined,
  );
  const locks = scene.database?.locks.filter((lock) => lock.waiting.length > 0).length ?? 0;
  const inside = `${hasSpaces ? '' : lanes.length} ${boxes.map((p) => p.process)}`;
  const shape = `${vertical} ${rows.length} ${inside} ${sessions.length} ${scene.database?.up} ${locks}`;
  const zones = useZones(
    streetRef as RefObject<HTMLDivElement>,
    `${shape} ${scenario.seed}`,
    scenario,
    setVertical,
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

  const spot = props.spotlight ?? null;
  const litTier = (tier: TierName): boolean | null => (spot?.tier ? spot.tier === tier : null);
  const litRequest = spot?.request ?? selected;
  const { front, database } = scenario;
  const news = (props.newsOf ?? badNewsIn)(scene);
  return (
    <MotionContext.Provider value={motion}>
      <section className="stage" aria-label="Stage" data-vertical={vertical || undefined}>
        <StageHeader scene={scene} gunicorn={scenario.app} />
        <div
          ref={streetRef}
          className="stage-street"
          data-front={front ? 'yes' : 'no'}
          data-database={database ? (asksDatabase(scenario) ? 'yes' : 'quiet') : 'no'}
        >
          {street && (
            <WireLayer
              scene={scene}
              scenario={scenario}
              rows={rows}
              street={street}
              crowded={arrangement ? crowdedWires(arrangement) : NOWHERE}
              dimmed={litTier('internet') === false}
            />
          )}
          <ClientsCard scene={scene} rows={rows} endings={news.endings} lit={litTier('clients')} />
          <Internet scenario={scenario} lit={litTier('internet')} />
          {front && (
            <FrontCard
              scene={scene}
              nginx={front}
              clientsKeep={
                front.keepalive_timeoutUs > 0 && scenario.clients.some((p) => p.keepAlive)
              }
              zones={zones}
              lit={litTier('front')}
            />
          )}
          <SocketStrip scene={scene} socket={scenario.socket} lit={litTier('socket')} />
          <AppCard
            scene={scene}
            gunicorn={scenario.app}
            lanes={lanes}
            death={news.death}
            order={news.order}
            lit={litTier('app')}
          />
          {database && (
            <DatabaseCard
              scene={scene}
              kind={database.kind}
              isAsked={asksDatabase(scenario)}
              rows={sessions}
              lit={litTier('database')}
            />
          )}
          {zones && (
            <QueryLines
              zones={zones}
              lanes={lanes}
              hasSpaces={hasSpaces}
              rows={sessions}
              hasDoor={front?.locations.some((l) => l.does === 'static') ?? false}
              dimQueries={litTier('app') === false && litTier('database') === false}
              dimDoor={litTier('front') === false}
            />
          )}
          {arrangement && (
            <TokenLayer
              scene={scene}
              arrangement={arrangement}
              motion={motion}
              selected={selected}
              lit={litRequest}
              litTier={spot?.tier ?? null}
              onSelect={onSelect}
            />
          )}
        </div>
      </section>
    </MotionContext.Provider>
  );
}
