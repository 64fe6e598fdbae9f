import { t } from '../../language/t.ts';
import { QrCode } from '../share/QrCode.tsx';
import { Overlay } from './Overlay.tsx';

/** The way to this very moment for every phone in the hall. */
export function CodeOverlay({ link, onClose }: { link: string; onClose(): void }) {
  return (
    <Overlay title={t('This moment on your own device')} onClose={onClose}>
      <QrCode text={link} label={t('QR code of the link below')} />
      <p className="present-link" translate="no">
        {link}
      </p>
    </Overlay>
  );
}
