import { useState } from 'react';
import { t } from '../../language/t.ts';
import type { InstrumentView } from '../../panels/instrument.ts';
import { later } from '../../panels/later.tsx';
import { keep, recall } from '../shell/deviceMemory.ts';

const ActBar = later(() => import('../../panels/act/ActBar.tsx').then((m) => m.ActBar));

type Props = Pick<InstrumentView, 'run' | 'player' | 'edit'>;

/** The commonest deeds to the running world, folded away until somebody wants to step in; open again for those who left it open. */
export function StepIn({ run, player, edit }: Props) {
  const [isOpen, setOpen] = useState(() => recall('stepIn') === true);
  const [done, setDone] = useState('');
  return (
    <details
      className="app-act"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open === isOpen) return;
        keep('stepIn', currentTarget.open || null);
        setOpen(currentTarget.open);
      }}
    >
      <summary>
        {t('Step in now')} {!isOpen && <span>{t('kill, hang, burst, restart, unplug …')}</span>}
      </summary>
      {isOpen && <ActBar run={run} player={player} edit={edit} onDone={setDone} />}
      <p role="status" className="app-act-done">
        {done}
      </p>
    </details>
  );
}
