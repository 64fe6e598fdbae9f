import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { PackageButtons } from '../package/PackageButtons.tsx';

interface Props {
  readonly lesson: Lesson;
  /** The lesson's file. */
  readonly yaml: () => string;
}

/** The lesson packed into one file or for a learning platform. */
export function PackagePlace({ lesson }: Props) {
  return (
    <>
      <h3>{t('To take along')}</h3>
      <PackageButtons lesson={lesson} />
    </>
  );
}
