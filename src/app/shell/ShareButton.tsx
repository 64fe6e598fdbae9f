import { type ComponentProps, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';
import type ShareDialog from '../share/ShareDialog.tsx';
import { useShared } from './sharing.tsx';
import { ToolIcon } from './ToolIcon.tsx';

type Given = Omit<ComponentProps<typeof ShareDialog>, 'onClose'>;

const Dialog = later(() => import('../share/ShareDialog.tsx').then((m) => m.default));

/** Opens what can be given away of this moment, the link of it selected. */
export function ShareButton() {
  const shared = useShared();
  const [given, setGiven] = useState<Given | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div className="app-share">
      <button
        type="button"
        ref={button}
        className="app-button"
        aria-haspopup="dialog"
        aria-label={t('Share##button')}
        title={t('A link to this moment, or this in a page of yours')}
        onPointerEnter={() => void Dialog.load().catch(() => {})}
        onClick={() => {
          const { link, stage } = shared();
          const [, title = document.title] = /^Roundtrip: (.*)/s.exec(document.title) ?? [];
          setGiven({ link: link(), stage: stage(), title });
        }}
      >
        <ToolIcon of="share" />
        <span className="app-wideOnly">{t('Share##button')}</span>
      </button>
      {given && (
        <Dialog
          {...given}
          onClose={() => {
            setGiven(null);
            button.current?.focus();
          }}
        />
      )}
    </div>
  );
}
