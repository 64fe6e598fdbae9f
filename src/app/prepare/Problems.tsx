import type { Path } from '../../panels/written.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { problemsAt, useForm } from './formContext.ts';

/** What is wrong with a field, beside it: what stands there and what may. Nothing where nothing is. */
export function FieldProblems({
  id,
  path,
  within = false,
}: {
  id: string;
  path: Path;
  /** Also what is wrong within it: a field that has no smaller ones. */
  within?: boolean;
}) {
  const { problems } = useForm();
  const own = problemsAt(problems, path, within);
  if (own.length === 0) return null;
  return (
    <ul className="app-fieldProblems" id={id}>
      {own.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: made anew with every change
        <li key={index}>
          <ProblemWords problem={problem} />
        </li>
      ))}
    </ul>
  );
}

/** The value and what is allowed instead. */
export function ProblemWords({ problem }: { problem: Problem }) {
  return (
    <>
      {problem.value !== '' && problem.value !== 'nothing' && (
        <>
          <code translate="no">{problem.value}</code>{' '}
        </>
      )}
      {problem.message}
    </>
  );
}
