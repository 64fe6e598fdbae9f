import { msg, t } from '../../language/t.ts';
import type { Shape } from '../../lesson/shape.ts';
import type { Path } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { blankOf } from './blankOf.ts';
import { ClaimField } from './ClaimField.tsx';
import { Field } from './Field.tsx';
import { fieldId } from './fieldId.ts';
import { useForm } from './formContext.ts';
import { Group, TakeOut } from './Group.tsx';
import { KnobLock } from './KnobLock.tsx';
import { inserted, moved, without } from './listEdits.ts';
import { NamedField } from './NamedField.tsx';
import { FieldProblems } from './Problems.tsx';

interface Props {
  readonly name: string;
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly shape: Extract<Shape, { list: Shape }>;
  readonly value: unknown;
  readonly isNeeded: boolean;
}

/** A list: each member with its fields, to move, to take out, to add. */
export function ListField({ name, path, label, words, shape, value, isNeeded }: Props) {
  const { write } = useForm();
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const id = fieldId(path);
  const put = (next: readonly unknown[], focus?: number) => {
    write(path, next);
    if (focus !== undefined)
      setTimeout(() => document.getElementById(fieldId([...path, focus]))?.focus());
  };
  const most = shape.most ?? Number.POSITIVE_INFINITY;
  return (
    <fieldset className="app-prepareGroup" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      <div className="app-prepareGroupHead">
        {words.toLowerCase() !== label.toLowerCase() && (
          <span className="app-prepareWords">{words}</span>
        )}
        {!isNeeded && <TakeOut label={label} onClick={() => write(path, undefined)} />}
      </div>
      <FieldProblems id={`${id}-wrong`} path={path} />
      {list.map((member, index) => (
        <Member
          // biome-ignore lint/suspicious/noArrayIndexKey: a member has no name of its own
          key={index}
          name={name}
          shape={shape.list}
          path={[...path, index]}
          label={memberLabel(name, label, index)}
          value={member}
          tools={
            <MemberTools
              label={memberLabel(name, label, index)}
              isFirst={index === 0}
              isLast={index === list.length - 1}
              onMove={(by) => put(moved(list, index, by), index + by)}
              onRemove={() => put(without(list, index), Math.max(0, index - 1))}
            />
          }
        />
      ))}
      {list.length < most && (
        <p>
          <button
            type="button"
            className="app-button app-small"
            onClick={() => put(inserted(list, list.length, blankOf(shape.list)), list.length)}
          >
            {t('Add to: {list}', { list: label })}
          </button>
        </p>
      )}
    </fieldset>
  );
}

/** What one member of a list is called. */
function memberLabel(name: string, list: string, index: number): string {
  const words = MEMBERS[name];
  const number = String(index + 1);
  return words === undefined ? t('{list} {number}', { list, number }) : t(words, { number });
}

const MEMBERS: Readonly<Record<string, string>> = {
  options: msg('Answer {number}'),
  expect: msg('Claim {number}'),
  goal: msg('Claim {number}'),
  knobs: msg('Knob {number}'),
  values: msg('Value {number}'),
  hints: msg('Hint {number}'),
  captions: msg('Caption {number}'),
  sources: msg('Source {number}'),
  answers: msg('Question {number}'),
  solutions: msg('Solution {number}'),
  watch: msg('Measure {number}'),
  terms: msg('Term {number}'),
};

interface MemberProps {
  readonly name: string;
  readonly shape: Shape;
  readonly path: Path;
  readonly label: string;
  readonly value: unknown;
  readonly tools: React.ReactNode;
}

function Member({ name, shape, path, label, value, tools }: MemberProps) {
  const common = { path, label, words: '', value, isNeeded: true, tools };
  if (typeof shape === 'object' && 'keys' in shape) {
    if ('metric' in shape.keys) return <ClaimField {...common} keys={shape.keys} />;
    return (
      <Group {...common} name={name} keys={shape.keys}>
        {name === 'knobs' && <KnobLock path={path} />}
      </Group>
    );
  }
  if (typeof shape === 'object' && 'named' in shape)
    return <NamedField {...common} member={shape.named} />;
  const isNamedValue = isRecord(value);
  return (
    <div className="app-prepareMember" data-wide={isNamedValue}>
      <Field
        name={name}
        spec={{ words: '', is: shape, isNeeded: true }}
        path={path}
        value={value}
        label={label}
        empty=""
      />
      {name === 'values' && <WordsForValue path={path} value={value} />}
      {tools}
    </div>
  );
}

/** A value of a knob may be called by a word of its own. */
function WordsForValue({ path, value }: { path: Path; value: unknown }) {
  const { write } = useForm();
  const hasWords = isRecord(value);
  return (
    <button
      type="button"
      className="app-button app-small"
      onClick={() => write(path, hasWords ? (value.is ?? '') : { text: '', is: value })}
    >
      {hasWords ? t('Without words') : t('Give it words')}
    </button>
  );
}

interface ToolsProps {
  readonly label: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  onMove(by: number): void;
  onRemove(): void;
}

export function MemberTools({ label, isFirst, isLast, onMove, onRemove }: ToolsProps) {
  return (
    <span className="app-memberTools">
      <button
        type="button"
        className="app-button app-small"
        aria-label={t('Move up: {what}', { what: label })}
        aria-disabled={isFirst}
        onClick={() => !isFirst && onMove(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className="app-button app-small"
        aria-label={t('Move down: {what}', { what: label })}
        aria-disabled={isLast}
        onClick={() => !isLast && onMove(1)}
      >
        ↓
      </button>
      <TakeOut label={label} onClick={onRemove} />
    </span>
  );
}
