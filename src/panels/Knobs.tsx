import { type ReactNode, useId, useState } from 'react';
import type { Problem } from '../scenario/scenario.ts';
import { KnobControl } from './KnobControl.tsx';
import { type Knob, knobsOf } from './knobList.ts';
import { pathText, spelledOut, valueIn, type Written, withValue } from './written.ts';
import './panel.css';
import './knobs.css';

export interface KnobsProps {
  /** The scenario as written. */
  readonly scenario: Written;
  /** What is wrong with it, from `parseScenario`; shown at the knob it belongs to. */
  readonly problems?: readonly Problem[];
  onChange(next: Written): void;
}

/** The main settings, each with its real name, plain words and the range that is allowed. */
export function Knobs({ scenario, problems = [], onChange }: KnobsProps) {
  const id = useId();
  const full = spelledOut(scenario);
  const routes = Array.isArray(full.routes) ? full.routes : [];
  const firstView = routes.findIndex((each) => valueIn(each, ['static']) !== true);
  const [chosen, setChosen] = useState<number | null>(null);
  const route = chosen !== null && chosen < routes.length ? chosen : Math.max(firstView, 0);
  const knobs = knobsOf(full, route);
  const groups = [...new Set(knobs.map((knob) => knob.group))];
  const shown = new Set(knobs.map((knob) => pathText(knob.path)));
  const others = problems.filter((problem) => !shown.has(problem.at));

  const change = (knob: Knob, value: unknown) =>
    onChange(knob.write ? knob.write(full, value) : withValue(full, knob.path, value));

  return (
    <form
      className="panel-knobs"
      aria-label="Settings"
      onSubmit={(event) => event.preventDefault()}
    >
      {others.length > 0 && (
        <ul className="panel-problems" role="alert">
          {others.map(({ at, value, message }) => (
            <li key={at}>
              <code>{at || 'scenario'}</code> <q>{value}</q> {message}
            </li>
          ))}
        </ul>
      )}
      {groups.map((group) => {
        const own = knobs.filter((knob) => knob.group === group);
        const isFaulty = problems.some(({ at }) => own.some(({ path }) => pathText(path) === at));
        return (
          <Group key={group} title={group} startsOpen={group === groups[0]} mustOpen={isFaulty}>
            {group === 'Django' && (
              <p className="panel-knob">
                <label htmlFor={`${id}-route`}>
                  <b>URL</b> <span>which view the settings below are of</span>
                </label>
                <select
                  id={`${id}-route`}
                  value={route}
                  onChange={(event) => setChosen(Number(event.currentTarget.value))}
                >
                  {routes.map((each, index) => (
                    <option key={nameOf(each, index)} value={index}>
                      {nameOf(each, index)}
                    </option>
                  ))}
                </select>
              </p>
            )}
            {own.map((knob) => (
              <KnobControl
                key={pathText(knob.path)}
                knob={knob}
                value={knob.read ? knob.read(full) : valueIn(full, knob.path)}
                problem={problems.find((problem) => problem.at === pathText(knob.path))}
                onChange={(value) => change(knob, value)}
              />
            ))}
          </Group>
        );
      })}
    </form>
  );
}

/** Where the page is one column, twenty knobs in a row would bury everything below them: all groups but the first start closed. */
const ONE_COLUMN = '(max-width: 1239px)';

interface GroupProps {
  readonly title: string;
  readonly startsOpen: boolean;
  /** Something in it is wrong, and must be seen. */
  readonly mustOpen: boolean;
  readonly children: ReactNode;
}

/** Settings of one program under its name, to fold away. */
function Group({ title, startsOpen, mustOpen, children }: GroupProps) {
  const [isOpen, setOpen] = useState(() => startsOpen || !window.matchMedia(ONE_COLUMN).matches);
  return (
    <details
      className="panel-knobGroup"
      open={isOpen || mustOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{title}</summary>
      <fieldset>
        <legend className="panel-unseen">{title}</legend>
        {children}
      </fieldset>
    </details>
  );
}

function nameOf(route: unknown, index: number): string {
  return String(valueIn(route, ['path']) ?? valueIn(route, ['name']) ?? `route ${index + 1}`);
}
