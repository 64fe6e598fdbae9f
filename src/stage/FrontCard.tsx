import { memo } from 'react';
import type { FrontView, Scene } from '../insight/scene/scene.ts';
import { UNMEASURED } from '../insight/unmeasured.ts';
import { msg, t } from '../language/t.ts';
import type { AppServer } from '../scenario/scenario.ts';
import { frontEntryOf } from '../scenario/servers/fronts.ts';
import { BufferPart } from './BufferPart.tsx';
import { FrontBox } from './FrontBox.tsx';
import { FrontStations, Gate } from './FrontStations.tsx';
import {
  answerBufferWords,
  doesInWords,
  placesInWords,
  requestBufferWords,
  stationsOf,
} from './frontWording.ts';
import type { FrontPlan } from './plan.ts';
import { rich } from './rich.ts';
import { indexOf } from './sceneIndex.ts';
import { TierCard, type TierState } from './TierCard.tsx';
import type { Zones } from './zones.ts';

/** How long a matched rule stays lit after its request has gone on, µs of the run. */
const LIT_US = 150_000;

const HINT = msg('The front server: meets the clients, holds slow ones off, sends files by itself');

export interface FrontCardProps {
  readonly scene: Scene;
  readonly title: string;
  readonly fronts: readonly FrontPlan[];
  /** Whom they pass requests on to. */
  readonly app: AppServer;
  /** They stand on hosts of their own, which are named in their boxes. */
  readonly hasOwnHosts: boolean;
  /** Clients and the front server keep connections open between requests. */
  readonly clientsKeep: boolean;
  readonly zones: Zones | null;
  readonly state: TierState;
}

/** The front tier: one server with its whole anatomy, or several, each in a box. */
export function FrontCard(props: FrontCardProps) {
  const { scene, title, fronts, zones, state } = props;
  const views = fronts.map((plan) => scene.fronts[plan.front] ?? null);
  const connections = views.reduce((sum, v) => sum + (v?.connections ?? 0), 0);
  const most = views.reduce((sum, v) => sum + (v?.worker_connections ?? 0), 0);
  const [only] = fronts;
  const isOne = fronts.length === 1;
  const down = views.filter((v) => v?.up === false).length;
  const isDown = views.length > 0 && down === views.length;
  if (!only) return null;
  const { settings } = only;
  const places = placesInWords(settings, props.app, connections, most);
  return (
    <TierCard
      {...state}
      tier="front"
      title={isOne ? title : `${fronts.length} × ${title}`}
      subtitle={
        isDown ? t('stopped') : `${places}${down > 0 ? ` · ${t('{down} stopped', { down })}` : ''}`
      }
      isGone={isDown}
      note={frontEntryOf(settings).isMeasured ? null : t(UNMEASURED)}
      hint={t(HINT)}
      target="front"
    >
      {isDown && <p className="stage-alarm">{t('not running')}</p>}
      {isOne && views[0] && (
        <Anatomy
          scene={scene}
          plan={only}
          front={views[0]}
          app={props.app}
          clientsKeep={props.clientsKeep}
          zones={zones}
        />
      )}
      {!isOne && (
        <ul className="stage-fronts">
          {fronts.map((plan, i) => (
            <FrontBox
              key={plan.front}
              plan={plan}
              view={views[i] ?? null}
              matched={matchOf(scene, views[i] ?? null)}
              host={props.hasOwnHosts ? (scene.hosts[plan.host] ?? null) : null}
            />
          ))}
        </ul>
      )}
    </TierCard>
  );
}

/** The location rule that is lit, and the request that lit it. */
export interface Match {
  readonly location: number;
  readonly request: number;
  /** The token itself stands at the rule. */
  readonly isThere: boolean;
}

function matchOf(scene: Scene, front: FrontView | null): Match | null {
  const match = front?.lastMatch;
  if (!match) return null;
  const { place } = indexOf(scene).tokens.get(match.request) ?? {};
  if (place !== 'front' && place !== 'door' && scene.atUs - match.atUs >= LIT_US) return null;
  return { location: match.location, request: match.request, isThere: place === 'front' };
}

/** Rules, buffers and the door that turns static files round. */
function Anatomy(props: {
  scene: Scene;
  plan: FrontPlan;
  front: FrontView;
  app: AppServer;
  clientsKeep: boolean;
  zones: Zones | null;
}) {
  const { scene, front, plan, app } = props;
  const { settings } = plan;
  const match = matchOf(scene, front);
  const hasDoor = settings.locations.some((l) => l.does === 'static');
  return (
    <>
      {settings.tls && <Gate tls={settings.tls} scene={scene} front={plan.front} />}
      <h3 className="stage-part">{t('location rules')}</h3>
      <ul className="stage-rules">
        {settings.locations.map((location, i) => (
          <Rule
            key={`${location.modifier} ${location.match}`}
            zone={`rule:${plan.front}.${i}`}
            words={`${location.modifier} ${location.match}`.trim()}
            does={doesInWords(location, settings, app)}
            request={match?.location === i ? match.request : null}
            isThere={match?.isThere ?? false}
          />
        ))}
      </ul>
      <FrontStations
        scene={scene}
        front={plan.front}
        stations={stationsOf(settings, app)}
        view={front}
      />
      <BufferPart
        front={plan.front}
        name="request"
        title={t('request buffer')}
        words={requestBufferWords(settings, app)}
        buffers={front.requestBuffers}
        zones={props.zones}
      />
      <BufferPart
        front={plan.front}
        name="response"
        title={t('response buffer')}
        words={answerBufferWords(settings, app)}
        buffers={front.responseBuffers}
        zones={props.zones}
      />
      <Connections front={front} name={plan.name} clientsKeep={props.clientsKeep} />
      {hasDoor && (
        <>
          <h3 className="stage-part">
            <span className="stage-part-title">{t('static files')}</span>
            <span className="stage-part-state">
              {t('{count, plural, one {# file} other {# files}} sent', {
                count: front.staticServed,
              })}
            </span>
          </h3>
          <div className="stage-door" data-zone="door">
            <span className="stage-door-spot" data-zone={`front:${plan.front}.door`} />
            <span className="stage-door-words" translate="no">
              sendfile ↩
            </span>
          </div>
        </>
      )}
    </>
  );
}

/** A rule with a place for the request that it matches. */
const Rule = memo(function Rule(props: {
  zone: string;
  words: string;
  does: string;
  request: number | null;
  isThere: boolean;
}) {
  const { words, does, request } = props;
  return (
    <li
      className="stage-rule"
      data-matched={request !== null || undefined}
      data-for={request ?? undefined}
      title={`location ${words}: ${does}`}
      translate="no"
    >
      <span className="stage-rule-spot" data-zone={props.zone}>
        {request !== null && !props.isThere && (
          <span className="stage-rule-number">
            {request < 999 ? `#${request + 1}` : request + 1}
          </span>
        )}
      </span>
      <code className="stage-rule-match" translate="no">
        {words}
      </code>
      <span className="stage-rule-does" translate="no">
        {does}
      </span>
    </li>
  );
});

/** Connections that are open between two requests, towards the clients and towards the app servers. */
function Connections(props: { front: FrontView; name: string; clientsKeep: boolean }) {
  const { front, name } = props;
  const keeps = props.clientsKeep || front.keptConnections > 0;
  if (!keeps && front.pool === null && front.oldConnections === 0) return null;
  return (
    <ul className="stage-counts" aria-label={t('Connections kept open')}>
      {keeps && (
        <li
          title={t('Connections of clients that {name} keeps open for their next request', {
            name,
          })}
        >
          {rich('clients’, kept open {count}', { count: <b>{front.keptConnections}</b> })}
        </li>
      )}
      {front.pool && (
        <li
          title={t('Idle connections to the app server that {name} keeps for the next request', {
            name,
          })}
        >
          {rich('upstream pool, idle {count}', {
            count: (
              <b>
                {front.pool.idle}
                {front.pool.most > 0 && `/${front.pool.most}`}
              </b>
            ),
          })}
        </li>
      )}
      {front.oldConnections > 0 && (
        <li title={t('After a reload the old workers of {name} finish what they have', { name })}>
          {rich('left to old workers {count}', { count: <b>{front.oldConnections}</b> })}
        </li>
      )}
    </ul>
  );
}
