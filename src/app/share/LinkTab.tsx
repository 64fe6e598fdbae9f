import { t } from '../../language/t.ts';
import { saveFile } from '../../panels/exchange/saveFile.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { routeHash } from '../route.ts';
import type { StageMoment } from '../shell/sharing.tsx';
import { CopyField } from './CopyField.tsx';
import { codeOf, QrCode } from './QrCode.tsx';
import { targetOf } from './target.ts';

/** The link of this moment, as text and as a code; for a lesson the way to its presentation, for a scenario its file. */
export function LinkTab({ link, stage }: { link: string | null; stage: StageMoment | null }) {
  const target = link === null ? null : targetOf(link);
  return (
    <div className="share-tab share-link">
      <div>
        {link === null ? (
          <p>{t('Too large for a link. Save it as a file, and send that.')}</p>
        ) : (
          <CopyField
            label={target?.is === 'prepared' ? t('Link to this lesson') : t('Link to this moment')}
            text={link}
            isFirst
            copied={
              target?.is === 'prepared'
                ? t('Link to this lesson copied')
                : t('Link to this moment copied')
            }
          />
        )}
        {target?.is === 'lesson' && (
          <p>
            <a
              className="app-button"
              href={routeHash({ page: 'present', lesson: target.lesson, step: target.step })}
            >
              {t('Present')}
            </a>{' '}
            <span className="app-quiet">
              {t('this lesson on a screen, with keys for a clicker and a speaker view')}
            </span>
          </p>
        )}
        {stage && target?.is !== 'lesson' && target?.is !== 'prepared' && (
          <p>
            <button
              type="button"
              className="app-button"
              onClick={() =>
                saveFile(
                  'scenario.json',
                  'application/json',
                  JSON.stringify(writeScenario(stage.run.scenario), null, 2),
                )
              }
            >
              {t('Save the scenario as a file')}
            </button>
          </p>
        )}
      </div>
      {link !== null && <Code link={link} />}
    </div>
  );
}

/** More than this is a carpet that no camera reads from a screen. */
const LONGEST = 600;

function Code({ link }: { link: string }) {
  if (link.length > LONGEST || !fits(link))
    return (
      <p className="app-quiet">
        {t('The link is too long for a QR code that can be read from a screen.')}
      </p>
    );
  return <QrCode text={link} label={t('QR code of the link')} />;
}

function fits(link: string): boolean {
  try {
    codeOf(link);
    return true;
  } catch {
    return false;
  }
}
