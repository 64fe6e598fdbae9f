import { durationText, workerName } from '../insight/plainWords.ts';
import type { InstanceView, SignalView } from '../insight/scene/scene.ts';

/** How long a signal is still worth a line of its own, µs of the run. */
const SIGNAL_SHOWN_US = 5_000_000;

/** `SIGABRT → worker 1 (timeout)`. */
export function signalInWords({ name, process, cause }: SignalView): string {
  const to = process === null ? 'arbiter' : workerName(process);
  return `${name} → ${to}${cause === '' ? '' : ` (${cause})`}`;
}

/** The last signal while it is fresh, or null. */
export function freshSignal(instance: InstanceView | undefined, atUs: number): SignalView | null {
  const signal = instance?.lastSignal ?? null;
  return signal && atUs - signal.atUs < SIGNAL_SHOWN_US ? signal : null;
}

/** The arbiter: how many it watches, what it was told, and whom it sent which signal. */
export function Arbiter(props: {
  alive: number;
  instance: InstanceView | undefined;
  death: string | null;
  order: string | null;
  atUs: number;
}) {
  const { instance, death, order, atUs } = props;
  const isDown = instance?.up === false;
  const signal = freshSignal(instance, atUs);
  const words = isDown ? 'stopped, socket closed' : (death ?? order ?? `watching ${props.alive}`);
  return (
    <div className="stage-arbiter" data-alarm={isDown || death !== null || undefined}>
      <p className="stage-arbiter-row">
        <span className="stage-arbiter-name">arbiter</span>
        <span title={words}>{words}</span>
      </p>
      {signal && (
        <p
          className="stage-arbiter-row stage-signal"
          title={`last signal, ${durationText(atUs - signal.atUs)} ago`}
        >
          <span>{signalInWords(signal)}</span>
        </p>
      )}
    </div>
  );
}
