import { durationText } from '../insight/plainWords.ts';
import type { InstanceView, SignalView } from '../insight/scene/scene.ts';
import { signalCauseText } from '../insight/scene/signalCause.ts';
import { processNameOf } from '../insight/state/slotTable.ts';
import { t } from '../language/t.ts';
import type { AppServer } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import { masterText } from './masterWords.ts';

/** How long a signal is still told, µs of the run. */
const SIGNAL_SHOWN_US = 3_000_000;

/** `SIGABRT → worker 1 (timeout)`. */
export function signalInWords({ name, process, cause }: SignalView, app: AppServer): string {
  const to =
    process === null
      ? masterText(traitsOf(app).masterWord) || t('the server')
      : processNameOf(app, process);
  return `${name} → ${to}${cause === '' ? '' : ` (${signalCauseText(cause)})`}`;
}

/** The last signal while it is fresh, or null. */
export function freshSignal(instance: InstanceView | undefined, atUs: number): SignalView | null {
  const signal = instance?.lastSignal ?? null;
  return signal && atUs - signal.atUs < SIGNAL_SHOWN_US ? signal : null;
}

/** The arbiter: how many it watches, what it was told, and whom it sent which signal. */
export function Arbiter(props: {
  app: AppServer;
  alive: number;
  instance: InstanceView | undefined;
  death: string | null;
  order: string | null;
  atUs: number;
}) {
  const { app, instance, death, order, atUs } = props;
  // What watches the processes; '' = nobody does.
  const name = masterText(traitsOf(app).masterWord);
  const isDown = instance?.up === false;
  const signal = freshSignal(instance, atUs);
  const last = instance?.lastSignal ?? null;
  // Of a death, the signal says more than what came of it; of an order, the order comes first and whom it reached after it.
  const told = signal ? signalInWords(signal, app) : null;
  const words = isDown
    ? t('stopped, socket closed')
    : death !== null
      ? (told ?? death)
      : (order ??
        told ??
        (name === '' ? t('who dies stays dead') : t('watching {alive}', { alive: props.alive })));
  return (
    <p
      className="stage-arbiter"
      data-alarm={isDown || death !== null || undefined}
      title={
        last
          ? t('last signal: {signal}, {time} ago', {
              signal: signalInWords(last, app),
              time: durationText(atUs - last.atUs),
            })
          : name === ''
            ? t('nobody starts it again when it has died')
            : t('the {name} starts processes, watches them, and sends them signals', { name })
      }
    >
      <span className="stage-arbiter-name">{name === '' ? t('no master') : name}</span>
      <span>{words}</span>
    </p>
  );
}
