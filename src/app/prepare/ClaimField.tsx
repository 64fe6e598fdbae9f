import type { ReactNode } from 'react';
import { COMPARISONS } from '../../insight/claims/claims.ts';
import { t } from '../../language/t.ts';
import type { Keys } from '../../lesson/shape.ts';
import { type Path, pathText } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { ClaimFound } from './ClaimFound.tsx';
import { Field, labelOf, SelectField } from './Field.tsx';
import { fieldId } from './fieldId.ts';
import { useForm } from './formContext.ts';
import { TakeOut } from './Group.tsx';
import { LineField } from './LineField.tsx';
import { FieldProblems } from './Problems.tsx';

interface Props {
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly keys: Keys;
  readonly value: unknown;
  readonly isNeeded: boolean;
  readonly tools?: ReactNode;
}

/** What a claim may be about. */
const KINDS = ['metric', 'count', 'why'] as const;

/** A claim in one row: what is measured, how it is compared, and with what. */
export function ClaimField({ path, label, words, keys, value, isNeeded, tools }: Props) {
  const { write, claims } = useForm();
  const claim = isRecord(value) ? value : {};
  const kind = KINDS.find((each) => claim[each] !== undefined) ?? 'metric';
  const comparison = COMPARISONS.find((each) => claim[each] !== undefined) ?? 'below';
  const id = fieldId(path);
  const key = (name: string) => ({
    name,
    spec: { ...(keys[name] as Keys[string]), isNeeded: name !== 'usually' },
    path: [...path, name],
    value: claim[name],
  });
  const report = claims.get(pathText(path));

  const become = (next: (typeof KINDS)[number]) => {
    const { usually } = claim;
    const rest = usually === undefined ? {} : { usually };
    const kept = Object.fromEntries(
      COMPARISONS.filter((each) => claim[each] !== undefined).map((each) => [each, claim[each]]),
    );
    if (next === 'why') write(path, { why: '', at: 'longest queue', names: '', ...rest });
    else
      write(path, { [next]: '', ...(Object.keys(kept).length > 0 ? kept : { above: 0 }), ...rest });
  };

  return (
    <fieldset className="app-prepareGroup app-prepareClaim" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      <div className="app-prepareGroupHead">
        {words.toLowerCase() !== label.toLowerCase() && (
          <span className="app-prepareWords">{words}</span>
        )}
        {tools ?? (!isNeeded && <TakeOut label={label} onClick={() => write(path, undefined)} />)}
      </div>
      <FieldProblems id={`${id}-wrong`} path={path} />
      <div className="app-claimRow">
        <SelectField
          path={[...path, 'about']}
          label={t('About')}
          words=""
          isNeeded
          value={kind}
          choices={KINDS.map((each) => ({ value: each, text: labelOf(each) }))}
          onWrite={(next) => become(next as (typeof KINDS)[number])}
        />
        <Field {...key(kind)} label={labelOf(kind)} empty="" />
        {kind === 'why' ? (
          <>
            <Field {...key('at')} empty="" />
            <Field {...key('names')} empty="" />
          </>
        ) : (
          <>
            <SelectField
              path={[...path, 'compared']}
              label={t('Compared')}
              words=""
              isNeeded
              value={comparison}
              choices={COMPARISONS.map((each) => ({ value: each, text: labelOf(each) }))}
              onWrite={(next) => {
                const { [comparison]: bound, ...rest } = claim;
                write(path, { ...rest, [String(next)]: bound ?? 0 });
              }}
            />
            <LineField
              path={[...path, comparison]}
              label={t('With')}
              words=""
              shape="any"
              isNeeded
              value={claim[comparison]}
              onWrite={(next) => write([...path, comparison], next ?? '')}
            />
          </>
        )}
        {keys.usually && <Field {...key('usually')} />}
      </div>
      {report && <ClaimFound report={report} />}
    </fieldset>
  );
}
