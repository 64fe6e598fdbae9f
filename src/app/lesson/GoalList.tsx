import { t } from '../../language/t.ts';
import type { Budget } from '../../lesson/lesson.ts';
import type { PuzzleState } from '../../lesson/puzzle.ts';
import { amountText } from './amountText.ts';

interface Props {
  /** How the puzzle stands, of the knobs as they are or of the last that could be run. */
  readonly state: PuzzleState;
  readonly budget: Budget | null;
  /** The learner has solved it, now or before. */
  readonly isSolved: boolean;
  readonly isBusy: boolean;
}

/** What is wanted, claim by claim, with what is so now; and what it may cost. */
export function GoalList({ state, budget, isSolved, isBusy }: Props) {
  const holding = state.goal.filter(({ holds }) => holds).length;
  return (
    <section className="app-goal" aria-labelledby="app-goalTitle" aria-busy={isBusy}>
      <h2 id="app-goalTitle">
        {state.isSolved
          ? t('✓ Goal reached')
          : t('Goal: {count} of {all} reached', { count: holding, all: state.goal.length })}
        {isSolved && !state.isSolved && <small> {t('(you have solved it before)')}</small>}
      </h2>
      <ul>
        {state.goal.map(({ words, holds, found }) => (
          <li key={words} data-holds={holds}>
            <b aria-hidden="true">{holds ? '✓' : '✗'}</b>
            <span>
              <span className="app-hidden">{holds ? t('Reached:') : t('Not yet:')} </span>
              {words}
            </span>
            <small>{t('now {value}', { value: found })}</small>
          </li>
        ))}
      </ul>
      {budget && <BudgetBar budget={budget} cost={state.cost} />}
    </section>
  );
}

/** What is spent of what may be spent, as a bar and in words. */
function BudgetBar({ budget, cost }: { budget: Budget; cost: number }) {
  const over = cost - budget.most;
  const scale = Math.max(budget.most, cost, Number.MIN_VALUE);
  return (
    <div className="app-budget" data-over={over > 0 || undefined}>
      <p>
        <b aria-hidden="true">{over > 0 ? '✗' : '✓'}</b>
        <span>{budgetText(budget, cost)}</span>
      </p>
      <div className="app-budgetBar" aria-hidden="true">
        <i style={{ width: `${(Math.min(cost, budget.most) / scale) * 100}%` }} />
        {over > 0 && <em style={{ width: `${(over / scale) * 100}%` }} />}
      </div>
    </div>
  );
}

/** `48 of 60 € a month`, or how much it is too much. */
export function budgetText({ most, unit }: Budget, cost: number): string {
  const amounts = { spent: amountText(cost), most: amountText(most), unit };
  return cost > most
    ? t('{spent} of {most} {unit}: over budget by {over}', {
        ...amounts,
        over: amountText(cost - most),
      })
    : t('{spent} of {most} {unit}', amounts);
}
