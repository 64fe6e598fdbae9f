import { t } from '../../language/t.ts';

interface Props {
  /** 0..1 while a long run is on its way, else null. */
  readonly progress: number | null;
  /** Why the scenario asked for has no run, or null. */
  readonly failure: string | null;
  onCancel(): void;
}

/** How far a long run is, with a way out; nothing for a short one. */
export function RunProgress({ progress, failure, onCancel }: Props) {
  if (progress !== null)
    return (
      <div className="app-running">
        <span>{t('Simulating')}</span>
        <progress max={1} value={progress} aria-label={t('Simulating')} />
        <span className="app-percent">{Math.floor(progress * 100)} %</span>
        <button type="button" className="app-button" onClick={onCancel}>
          {t('Cancel')}
        </button>
      </div>
    );
  return failure ? (
    <p className="app-running" role="status">
      {failure}
    </p>
  ) : null;
}
