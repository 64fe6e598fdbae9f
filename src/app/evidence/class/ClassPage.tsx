import { t } from '../../../language/t.ts';
import { Collector } from './Collector.tsx';
import { HandOut } from './HandOut.tsx';
import './class.css';

/** For whoever teaches: lessons handed out, answers collected. Nothing is sent anywhere: files are made and read by this page alone. */
export default function ClassPage() {
  return (
    <main className="app-class">
      <header>
        <h1>{t('For your class')}</h1>
        <p className="app-classLead">
          {t(
            'Hand out a lesson, let everybody predict before they see, and collect what they gave. Without accounts: learners save their answers as a file and give it to you, and nothing leaves this browser.',
          )}
        </p>
      </header>
      <HandOut />
      <Collector />
    </main>
  );
}
