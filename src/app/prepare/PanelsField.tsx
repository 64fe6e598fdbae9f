import { t } from '../../language/t.ts';
import { PANELS } from '../../lesson/lesson.ts';
import type { Path } from '../../panels/written.ts';
import { INSTRUMENTS, MORE_INSTRUMENTS } from '../workbench/instruments.tsx';
import { fieldId } from './fieldId.ts';
import { useForm } from './formContext.ts';
import { TakeOut } from './Group.tsx';
import { FieldProblems } from './Problems.tsx';

interface Props {
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly value: unknown;
  readonly isNeeded: boolean;
}

/** The instruments that a step offers: those that are ticked, in the order in which they were; the first of them is open. */
export function PanelsField({ path, label, words, value, isNeeded }: Props) {
  const { write } = useForm();
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const id = fieldId(path);
  return (
    <fieldset className="app-prepareGroup" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      <div className="app-prepareGroupHead">
        <span className="app-prepareWords">{words}</span>
        {!isNeeded && <TakeOut label={label} onClick={() => write(path, undefined)} />}
      </div>
      <FieldProblems id={`${id}-wrong`} path={path} within />
      <div className="app-prepareChecks">
        {PANELS.map((panel) => {
          const at = chosen.indexOf(panel);
          return (
            <label key={panel} className="app-check">
              <input
                type="checkbox"
                checked={at >= 0}
                onChange={() =>
                  write(
                    path,
                    at >= 0 ? chosen.filter((each) => each !== panel) : [...chosen, panel],
                  )
                }
              />{' '}
              {panelLabel(panel)}
              {at === 0 && <span className="app-quiet"> {t('(open)')}</span>}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function panelLabel(panel: string): string {
  const instrument = [...INSTRUMENTS, ...MORE_INSTRUMENTS].find(({ key }) => key === panel);
  return instrument ? t(instrument.label) : panel;
}
