import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { msg, t } from '../../language/t.ts';
import type { StageMoment } from '../shell/sharing.tsx';
import { Tabs } from '../workbench/Tabs.tsx';
import { EmbedTab } from './EmbedTab.tsx';
import { LinkTab } from './LinkTab.tsx';
import { PictureTab } from './PictureTab.tsx';
import { linkForAll, targetOf } from './target.ts';
import './share.css';

export interface ShareDialogProps {
  /** The address of what is on the screen; null: too large for one. */
  readonly link: string | null;
  /** What stands on the stage now, or null: there is none. */
  readonly stage: StageMoment | null;
  /** Name of the page. */
  readonly title: string;
  onClose(): void;
}

const LABELS = { link: msg('Link'), embed: msg('Embed'), picture: msg('Picture') } as const;

/** Ways to give away what is on the screen: as a link, within another page, as a picture. */
export default function ShareDialog({ link: here, stage, title: page, onClose }: ShareDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState<string>('link');
  useLayoutEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal();
  }, []);
  const link = useMemo(() => (here === null ? null : linkForAll(here)), [here]);
  const target = link === null ? null : targetOf(link);
  // The name of a scenario says more than that of the sandbox.
  const title =
    ((target?.is === 'scenario' || target?.is === 'page') && stage?.run.scenario.title) || page;
  const tabs = [
    { key: 'link', label: t(LABELS.link), show: () => <LinkTab link={link} stage={stage} /> },
    ...(link !== null && target && (target.is !== 'page' || target.isOwn)
      ? [
          {
            key: 'embed',
            label: t(LABELS.embed),
            show: () => <EmbedTab link={link} target={target} title={title} />,
          },
        ]
      : []),
    ...(stage
      ? [
          {
            key: 'picture',
            label: t(LABELS.picture),
            show: () => <PictureTab stage={stage} title={title} link={link} />,
          },
        ]
      : []),
  ];
  return (
    <dialog ref={dialog} className="share" aria-labelledby={id} onClose={onClose}>
      <header>
        <h2 id={id}>{t('Share')}</h2>
        <button type="button" className="app-button" onClick={() => dialog.current?.close()}>
          {t('Close')}
        </button>
      </header>
      {tabs.length > 1 ? (
        <Tabs label={t('Ways to share')} tabs={tabs} open={open} onOpen={setOpen} />
      ) : (
        tabs[0]?.show()
      )}
    </dialog>
  );
}
