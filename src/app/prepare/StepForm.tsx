import { msg, t } from '../../language/t.ts';
import { STEP_KINDS, type StepKind } from '../../lesson/lesson.ts';
import { STEP, STEP_OF } from '../../lesson/shape.ts';
import type { Written } from '../../panels/written.ts';
import { blankOf } from './blankOf.ts';
import { stepsOf } from './choices.ts';
import { SelectField } from './Field.tsx';
import { fieldId } from './fieldId.ts';
import { useForm } from './formContext.ts';
import { Fields } from './Group.tsx';
import { STEP_MEANS, STEP_WORDS } from './keyWords.ts';
import { asKind, QUESTIONS } from './newStep.ts';
import { FieldProblems } from './Problems.tsx';

const ANSWERED_BY: Readonly<Record<(typeof QUESTIONS)[number], string>> = {
  options: msg('choosing one of several answers'),
  point: msg('pointing at a tier'),
  answer: msg('a number'),
  order: msg('putting things in order'),
  curve: msg('drawing a curve'),
};

/** All fields of a step, made from the schema of its kind. */
export function StepForm({ index }: { index: number }) {
  const { source, write } = useForm();
  const steps = stepsOf(source);
  const step = steps[index] ?? {};
  const path = ['steps', index];
  const kind = STEP_KINDS.find((each) => each === step.kind);
  const own = kind ? STEP_OF[kind] : {};
  const asks = kind === 'predict' || kind === 'observe';
  const way = QUESTIONS.find((key) => step[key] !== undefined);

  return (
    <div id={fieldId(path)} tabIndex={-1}>
      <FieldProblems id={`${fieldId(path)}-wrong`} path={path} />
      <SelectField
        path={[...path, 'kind']}
        label={t('Kind')}
        words={kind ? t(STEP_MEANS[kind]) : ''}
        isNeeded
        value={step.kind}
        choices={STEP_KINDS.map((each) => ({ value: each, text: t(STEP_WORDS[each]) }))}
        onWrite={(next) => write(path, asKind(step, next as StepKind, steps))}
      />
      <Fields
        // Another kind, or another step: other fields.
        key={`${index} ${kind}`}
        keys={{ ...STEP, ...own }}
        path={path}
        value={step}
        skip={['kind', ...(asks ? QUESTIONS.filter((key) => key !== way) : [])]}
        usual={USUAL}
      />
      {asks && (
        <SelectField
          path={[...path, 'answeredBy']}
          label={t('Answered by')}
          words=""
          isNeeded
          value={way}
          choices={QUESTIONS.map((key) => ({ value: key, text: t(ANSWERED_BY[key]) }))}
          onWrite={(next) => write(path, answeredBy(step, next as (typeof QUESTIONS)[number], own))}
        />
      )}
    </div>
  );
}

const USUAL = ['title', 'on', 'say', 'from', 'until'];

/** The step with another kind of question; what the kind before needed is gone, and comes back with Undo. */
function answeredBy(
  step: Written,
  way: (typeof QUESTIONS)[number],
  keys: (typeof STEP_OF)['predict'],
): Written {
  const gone = [...QUESTIONS, 'first', 'tolerance'] as readonly string[];
  const rest = Object.fromEntries(Object.entries(step).filter(([key]) => !gone.includes(key)));
  const shape = keys[way]?.is;
  const blank = way === 'answer' ? 'p95 of all' : shape === undefined ? '' : blankOf(shape);
  const more =
    way === 'order' ? { first: 'smallest' } : way === 'answer' ? { tolerance: '25%' } : {};
  return { ...rest, [way]: blank, ...more };
}
