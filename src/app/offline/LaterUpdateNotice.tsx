import { useEffect, useState } from 'react';
import { later } from '../../panels/later.tsx';
import { fetchWhenIdle } from '../shell/fetchAhead.ts';

const UpdateNotice = later(() => import('./UpdateNotice.tsx').then((m) => m.UpdateNotice), null);

/** {@link UpdateNotice} once the page is quiet: what is asked for comes first. Never for those who asked to save data. */
export function LaterUpdateNotice() {
  const [isQuiet, setQuiet] = useState(false);
  useEffect(() => fetchWhenIdle([async () => setQuiet(true)]), []);
  // There from the start: what is put into it later is announced.
  return (
    <div role="status" className="app-update">
      {isQuiet && <UpdateNotice />}
    </div>
  );
}
