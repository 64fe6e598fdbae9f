import { useState } from 'react';
import { t } from '../../language/t.ts';
import type { Moment } from '../route.ts';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { CompareRoom } from './LaterRoom.tsx';
import { readyMadeById, sidesOf, spoken } from './readyMade.ts';
import type { RunOfMeasured } from './useRuns.ts';

export interface ReadyMadeRoomProps {
  /** As in the address. */
  readonly id: string;
  readonly moment: Moment | undefined;
  readonly runOfMeasured: RunOfMeasured;
  onState(packed: string): void;
}

/** A comparison that is ready made, by its name; the page of unknown addresses where there is none of that name. */
export function ReadyMadeRoom({ id, moment, ...others }: ReadyMadeRoomProps) {
  const [found] = useState(() => {
    const written = readyMadeById(id);
    if (written === null) return null;
    const readyMade = spoken(written);
    const { atUs = null, request: selected = null } = moment ?? {};
    return { readyMade, first: { sides: sidesOf(readyMade), focus: 0, atUs, selected } };
  });
  if (found === null) return <UnknownPage asked={id} heading={t('There is no such comparison')} />;
  return <CompareRoom {...others} {...found} />;
}
