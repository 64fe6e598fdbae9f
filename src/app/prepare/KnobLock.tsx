import { t } from '../../language/t.ts';
import { type Path, valueIn } from '../../panels/written.ts';
import { SelectField } from './Field.tsx';
import { useForm } from './formContext.ts';

/** What the learner may do with the knob at this path: turn it, see it, or not even see it. */
export function KnobLock({ path }: { path: Path }) {
  const { source, write } = useForm();
  const step = path.slice(0, -2);
  const set = valueIn(source, [...path, 'set']);
  const among = (key: 'locked' | 'mystery'): readonly unknown[] => {
    const list = valueIn(source, [...step, key]);
    return Array.isArray(list) ? list : [];
  };
  const now = among('mystery').includes(set)
    ? 'mystery'
    : among('locked').includes(set)
      ? 'locked'
      : 'free';
  return (
    <SelectField
      path={[...path, 'lock']}
      label={t('The learner')}
      words=""
      isNeeded
      value={now}
      choices={[
        { value: 'free', text: t('may turn it') },
        { value: 'locked', text: t('sees it locked') },
        { value: 'mystery', text: t('does not see its value') },
      ]}
      onWrite={(next) => {
        const written = { ...(valueIn(source, step) as Record<string, unknown>) };
        for (const key of ['locked', 'mystery'] as const) {
          const rest = among(key).filter((each) => each !== set);
          const list = next === key ? [...rest, set] : rest;
          if (list.length > 0) written[key] = list;
          else delete written[key];
        }
        write(step, written);
      }}
    />
  );
}
