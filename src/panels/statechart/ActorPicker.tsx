import type { ReactNode } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import type { ActorKind, ActorRef, ChartPicture } from '../../recording/chartShape.ts';
import { actorName, isByRequest, listedActors } from './actorChoice.ts';

export interface ActorPickerProps {
  readonly run: Run;
  readonly pictures: readonly ChartPicture[];
  /** In the order in which they are offered. */
  readonly kinds: readonly ActorKind[];
  readonly kind: ActorKind;
  /** The actor chosen by name, or null: the one of the selected request. */
  readonly named: ActorRef | null;
  onKind(kind: ActorKind): void;
  onName(actor: ActorRef | null): void;
  /** What else stands in the row. */
  readonly children: ReactNode;
}

/** Whose chart: a kind of actor, and which of them. */
export function ActorPicker(props: ActorPickerProps) {
  const { run, pictures, kinds, kind, named, onKind, onName, children } = props;
  const listed = listedActors(run, kind);
  return (
    <p className="panel-filter panel-statechart-picker">
      <label>
        {t('Chart of')}{' '}
        <select value={kind} onChange={(event) => onKind(event.currentTarget.value as ActorKind)}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {pictures.find((picture) => picture.kind === one)?.title ?? one}
            </option>
          ))}
        </select>
      </label>
      {listed.length > 1 && (
        <label>
          {t('which##of several workers')}{' '}
          <select
            value={named?.index ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onName(value === '' ? null : { kind, index: Number(value) })
            }
          >
            <option value="">{t('of the selected request')}</option>
            {listed.map((one) => (
              <option key={one.index} value={one.index}>
                {actorName(run, one)}
              </option>
            ))}
          </select>
        </label>
      )}
      {isByRequest(kind) && (
        <span className="panel-quiet">{t('Select a request anywhere to see its own.')}</span>
      )}
      {children}
    </p>
  );
}
