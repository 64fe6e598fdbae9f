import { type ReactNode, useId, useState } from 'react';
import { frameworkOf } from '../insight/wire/wireNames.ts';
import { t } from '../language/t.ts';
import type { Problem } from '../scenario/scenario.ts';
import { usualPopulation } from './clientKnobs.ts';
import { isChanged } from './isChanged.ts';
import { KnobControl } from './KnobControl.tsx';
import { Hosts, Populations, Routes, Spans } from './KnobLists.tsx';
import { Locations } from './KnobLocations.tsx';
import { turned } from './knob.ts';
import { type Knob, knobsOf } from './knobList.ts';
import { appEntryOf, appKindOf, frontEntryIn } from './servers.ts';
import { pathText, spelledOut, valueIn, type Written } from './written.ts';
import './panel.css';
import './knobs.css';

export interface KnobsProps {
  /** The scenario as written. */
  readonly scenario: Written;
  /** What is wrong with it, from `parseScenario`; shown at the knob it belongs to. */
  readonly problems?: readonly Problem[];
  onChange(next: Written): void;
}

/** Every setting, each with its real name, plain words and the range that is allowed; the main ones at once, the others one step away. */
export function Knobs({ scenario, problems = [], onChange }: KnobsProps) {
  const id = useId();
  const full = spelledOut(scenario);
  const framework = frameworkOf({ kind: appKindOf(full) });
  const [sought, setSought] = useState('');
  const route = useChosen(full.routes, (routes) =>
    routes.findIndex((each) => valueIn(each, ['static']) !== true),
  );
  const population = useChosen(full.clients, () => usualPopulation(full));
  const knobs = knobsOf(full, route.index, population.index);
  const groups = [...new Set(knobs.map((knob) => knob.group))];
  const shown = new Set(knobs.map((knob) => pathText(knob.path)));
  const others = problems.filter((problem) => !shown.has(problem.at));
  const found = sought.trim() === '' ? null : knobs.filter((knob) => fits(knob, sought));

  const control = (knob: Knob) => (
    <KnobControl
      key={pathText(knob.path)}
      knob={knob}
      value={valueOfKnob(knob, full)}
      problem={problems.find((problem) => problem.at === pathText(knob.path))}
      hidden={found ? 0 : saidAbove(knob)}
      onChange={(value) => onChange(turned(full, knob, value))}
    />
  );
  const front = frontEntryIn(full);
  const programs: Record<string, string | undefined> = {
    'Front server': front?.name,
    'App server': appEntryOf(full).name,
  };
  const lists: Record<string, ReactNode> = {
    Clients: (
      <Populations
        full={full}
        chosen={population.index}
        onChoose={population.choose}
        onChange={onChange}
      />
    ),
    [framework]: (
      <Routes full={full} chosen={route.index} onChoose={route.choose} onChange={onChange} />
    ),
  };
  const foot: Record<string, ReactNode> = {
    'Front server': front && <Locations full={full} program={front.name} onChange={onChange} />,
    [framework]: <Spans full={full} chosen={route.index} onChange={onChange} />,
    World: <Hosts full={full} onChange={onChange} />,
  };

  return (
    <form
      className="panel-knobs"
      aria-label={t('Settings')}
      onSubmit={(event) => event.preventDefault()}
    >
      <input
        className="panel-knob-search"
        type="search"
        aria-label={t('Find a setting by its name or words')}
        placeholder={t('Find a setting')}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {others.length > 0 && (
        <ul className="panel-problems" role="alert">
          {others.map(({ at, value, message }) => (
            <li key={at}>
              <code translate="no">{at || 'scenario'}</code> <q translate="no">{value}</q> {message}
            </li>
          ))}
        </ul>
      )}
      {found && (
        <>
          <p className="panel-knob-found" role="status">
            {found.length === 0
              ? t('No setting has these words. Those of a part that is absent are absent too.')
              : t('{count, plural, one {# setting} other {# settings}}', { count: found.length })}
          </p>
          {found.length > 0 && (
            <div className="panel-knobGroup panel-knob-results">{found.map(control)}</div>
          )}
        </>
      )}
      {!found &&
        groups.map((group) => {
          const own = knobs.filter((knob) => knob.group === group);
          const isFaulty = (some: readonly Knob[]) =>
            problems.some(({ at }) => some.some(({ path }) => pathText(path) === at));
          const more = own.filter((knob) => !knob.isMain);
          const changed = more.filter((knob) => isChanged(knob, valueOfKnob(knob, full))).length;
          return (
            <Group
              key={group}
              title={t(group)}
              program={programs[group]}
              startsOpen={group === groups[0]}
              mustOpen={isFaulty(own)}
            >
              {lists[group]}
              {own.filter((knob) => knob.isMain).map(control)}
              {(more.length > 0 || foot[group]) && (
                <More
                  id={`${id}-${group}`}
                  count={more.length}
                  changed={changed}
                  mustOpen={isFaulty(more)}
                >
                  {more.map(control)}
                  {foot[group]}
                </More>
              )}
            </Group>
          );
        })}
    </form>
  );
}

/** Which of a list is looked at; the usual one until somebody chooses, and again where what was chosen is gone. */
function useChosen(list: unknown, usualOf: (list: readonly unknown[]) => number) {
  const [chosen, choose] = useState<number | null>(null);
  const items = Array.isArray(list) ? list : [];
  const index = chosen !== null && chosen < items.length ? chosen : Math.max(usualOf(items), 0);
  return { index, choose };
}

const valueOfKnob = (knob: Knob, full: Written) =>
  knob.read ? knob.read(full) : valueIn(full, knob.path);

/** Whose setting it is the chooser above says: `visitors: rate` is shown as `rate`. */
function saidAbove({ group, name, path }: Knob): number {
  // The switch of its part stands above it.
  if (path[0] === 'front' && path.length > 2 && name.startsWith(`${path[1]}: `))
    return name.indexOf(': ') + 2;
  const isRoute = path[0] === 'routes';
  const isOwn = group === 'Clients' ? path.length > 1 : name.startsWith('view: ');
  return isOwn && (group === 'Clients' || isRoute) ? name.indexOf(': ') + 2 : 0;
}

function fits({ name, words, group }: Knob, sought: string): boolean {
  const text = `${name} ${words} ${group} ${t(group)}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Where the page is one column, all groups in a row would bury everything below them: all but the first start closed. */
const ONE_COLUMN = '(max-width: 1239px)';

interface GroupProps {
  readonly title: string;
  /** Which program stands there now. */
  readonly program: string | undefined;
  readonly startsOpen: boolean;
  /** Something in it is wrong, and must be seen. */
  readonly mustOpen: boolean;
  readonly children: ReactNode;
}

/** Settings of one program under its name, to fold away. */
function Group({ title, program, startsOpen, mustOpen, children }: GroupProps) {
  const [isOpen, setOpen] = useState(() => startsOpen || !window.matchMedia(ONE_COLUMN).matches);
  return (
    <details
      className="panel-knobGroup"
      open={isOpen || mustOpen}
      onToggle={(event) =>
        event.target === event.currentTarget && setOpen(event.currentTarget.open)
      }
    >
      <summary>
        {title}
        {program && (
          <span className="panel-knobGroup-program" translate="no">
            {program}
          </span>
        )}
      </summary>
      <fieldset>
        <legend className="panel-unseen">{program ? `${title}: ${program}` : title}</legend>
        {children}
      </fieldset>
    </details>
  );
}

interface MoreProps {
  readonly id: string;
  readonly count: number;
  readonly changed: number;
  readonly mustOpen: boolean;
  readonly children: ReactNode;
}

/** What is not needed at once. What is folded away is not drawn: there are many of them. */
function More({ id, count, changed, mustOpen, children }: MoreProps) {
  const [isOpen, setOpen] = useState(false);
  const open = isOpen || mustOpen;
  return (
    <div className="panel-knob-more">
      <button
        type="button"
        className="panel-link"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? t('Fewer settings') : count > 0 ? t('{count} more', { count }) : t('More')}
        {!open && changed > 0 && t(', {changed} changed', { changed })}
      </button>
      <div id={id}>{open && children}</div>
    </div>
  );
}
