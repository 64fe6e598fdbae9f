import type { ReactNode } from 'react';
import { t } from '../../language/t.ts';
import { unpackSandbox } from '../sandbox/sandboxLink.ts';
import { EmbeddedScenario } from './EmbeddedScenario.tsx';
import { EmbedFrame } from './EmbedFrame.tsx';
import type { Embedding } from './player.tsx';

/** The scenario behind `#s=`, or what is wrong with it. */
export function startScenario(embedding: Embedding): ReactNode {
  const state = window.location.hash.replace(/^#s=/, '');
  const shared = unpackSandbox(state);
  if (!Array.isArray(shared))
    return <EmbeddedScenario embedding={embedding} shared={shared} state={state} />;
  embedding.host.refuse(shared);
  return (
    <EmbedFrame title={t('This scenario cannot be shown')} link="#/sandbox" problems={shared}>
      {null}
    </EmbedFrame>
  );
}
