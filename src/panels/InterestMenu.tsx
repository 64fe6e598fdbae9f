import { requestName } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { countOfInterest, INTERESTS, type Interest } from './interests.ts';
import { useWays } from './navigation.ts';
import { Popover } from './Popover.tsx';

interface InterestMenuProps {
  readonly player: Player;
  readonly run: Run;
  readonly selected: number | null;
  readonly ghost: Run | null;
}

/** What the jumps lead to, and whether single steps are those of the selected request. */
export function InterestMenu({ player, run, selected, ghost }: InterestMenuProps) {
  const [ways, choose] = useWays(player);
  const name = selected === null ? t('the selected request') : requestName(selected);
  const turn = (key: Interest, isOn: boolean) =>
    choose({
      kinds: INTERESTS.map((each) => each.key).filter((each) =>
        each === key ? isOn : ways.kinds.includes(each),
      ),
    });
  return (
    <Popover label={t('What to jump to')} title={t('What the jumps lead to')} mark="▾">
      <fieldset>
        <legend>{t('Jump from one to the next')}</legend>
        {INTERESTS.map(({ key, words }) => (
          <label key={key} className="panel-check">
            <input
              type="checkbox"
              checked={ways.kinds.includes(key)}
              onChange={(event) => turn(key, event.currentTarget.checked)}
            />
            {t(words)}
            <Count run={run} kind={key} selected={selected} ghost={ghost} />
          </label>
        ))}
      </fieldset>
      <hr />
      <label className="panel-check">
        <input
          type="checkbox"
          checked={ways.stepsOwn}
          disabled={selected === null}
          onChange={(event) => choose({ stepsOwn: event.currentTarget.checked })}
        />
        {t('single steps only through the events of {name}', { name })}
      </label>
    </Popover>
  );
}

function Count({
  run,
  kind,
  selected,
  ghost,
}: Omit<InterestMenuProps, 'player'> & { kind: Interest }) {
  if (kind === 'selected' && selected === null)
    return <span className="panel-quiet">{t('none selected')}</span>;
  if (kind === 'difference' && !ghost)
    return <span className="panel-quiet">{t('no run before')}</span>;
  if (kind === 'difference')
    return countOfInterest(run, kind, { selected, ghost }) === 0 ? (
      <span className="panel-quiet">{t('both are the same')}</span>
    ) : null;
  return (
    <span className="panel-quiet">
      {t('{count, plural, one {# moment} other {# moments}}', {
        count: countOfInterest(run, kind, { selected, ghost }),
      })}
    </span>
  );
}
