import { useMemo } from 'react';
import type { Run } from '../../insight/shapes.ts';
import type { InstrumentView } from '../../panels/instrument.ts';
import type { HelpSource } from '../../panels/why/helpSource.ts';

/** Fetched when the question is asked. */
const asking = () => import('./askHelp.ts');

/** Answers “What would have helped?” for the run that is shown: its scenario is simulated again in a worker, one setting changed at a time. */
export function useHelp(run: Run, edit: InstrumentView['edit']): HelpSource {
  return useMemo(
    () => ({
      ask(question, listener) {
        let isCancelled = false;
        let cancel = () => {};
        asking().then(
          ({ askHelp }) => {
            if (!isCancelled) cancel = askHelp(run, question, listener);
          },
          (error: unknown) => {
            if (!isCancelled) listener.onFailed(String(error));
          },
        );
        return () => {
          isCancelled = true;
          cancel();
        };
      },
      onTry:
        edit &&
        ((path, value) => {
          // The answer that offers it has fetched this already.
          void asking().then(({ withHelp }) => edit.onWrite(withHelp(edit.written, path, value)));
        }),
    }),
    [run, edit],
  );
}
