import { useMemo, useRef, useState } from 'react';
import { t } from '../../../language/t.ts';
import type { HandedIn, OfSeveral } from '../../../lesson/evidence/classTable.ts';
import { offerLesson } from '../../course/lessonFiles.ts';
import { filesOfDrop } from './filesOfDrop.ts';
import { LessonClassView } from './LessonClassView.tsx';
import { RefusedFiles } from './RefusedFiles.tsx';
import { type Refusal, readDropped } from './readDropped.ts';

/** Takes files of answers, as many as there are, and shows them lesson by lesson. */
export function Collector() {
  const [files, setFiles] = useState<readonly HandedIn[]>([]);
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const [said, setSaid] = useState('');
  const [isOver, setOver] = useState(false);
  const [which, setWhich] = useState<OfSeveral>('latest');
  const [shown, setShown] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  const lessons = useMemo(() => lessonsOf(files), [files]);
  const lesson = lessons.find(({ id }) => id === shown) ?? lessons[0];

  async function take(dropped: readonly File[]) {
    if (dropped.length === 0) return;
    setSaid(t('Reading …'));
    const { handedIn, refused: wrong, lessons: written } = await readDropped(dropped);
    for (const each of written) offerLesson(each);
    const known = new Set(files.map(keyOf));
    const fresh: HandedIn[] = [];
    for (const each of handedIn) {
      if (known.has(keyOf(each))) continue;
      known.add(keyOf(each));
      fresh.push(each);
    }
    setFiles([...files, ...named(fresh, files)]);
    setRefused(wrong);
    const twice = handedIn.length - fresh.length;
    setSaid(
      [
        t('{count, plural, one {# file was taken.} other {# files were taken.}}', {
          count: fresh.length + written.length,
        }),
        twice > 0 &&
          t('{count, plural, one {# was} other {# were}} here already, word for word.', {
            count: twice,
          }),
        wrong.length > 0 &&
          t('{count, plural, one {# does} other {# do}} not count, see below.', {
            count: wrong.length,
          }),
      ]
        .filter(Boolean)
        .join(' '),
    );
  }

  const onChosen = (event: React.ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = ''; // the same files may be chosen again
    void take(chosen);
  };
  // What is dropped here is no lesson to open: the page around must not take it as well.
  const onDrag = (event: React.DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const onDrop = (event: React.DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void filesOfDrop(event.dataTransfer).then(take);
  };

  return (
    <section
      className="app-classPart"
      aria-labelledby="class-collect"
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <h2 id="class-collect">{t('Collect their answers')}</h2>
      <div className="app-classDrop" data-over={isOver}>
        <p>
          {t(
            'Drop the files here: as many as you like, folders and ZIP files too. For a lesson of your own, drop its file (.yaml) as well.',
          )}
        </p>
        <p className="app-classTools">
          <button type="button" className="app-button" onClick={() => chooser.current?.click()}>
            {t('Choose files …')}
          </button>
          <button type="button" className="app-button" onClick={() => folder.current?.click()}>
            {t('Choose a folder …')}
          </button>
          {files.length > 0 && (
            <button
              type="button"
              className="app-button"
              onClick={() => {
                setFiles([]);
                setRefused([]);
                setSaid(t('All files were put away. They are still where you had them.'));
              }}
            >
              {t('Put all away')}
            </button>
          )}
        </p>
        <input
          ref={chooser}
          type="file"
          accept="application/json,.json,.zip,.yaml,.yml"
          multiple
          hidden
          aria-label={t('Files of answers')}
          onChange={onChosen}
        />
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={t('Folder of answers')}
          onChange={onChosen}
          {...{ webkitdirectory: '' }}
        />
        <p role="status">{said}</p>
      </div>
      {refused.length > 0 && <RefusedFiles refused={refused} onDismiss={() => setRefused([])} />}
      {lesson && (
        <>
          <div className="app-classTools">
            {lessons.length > 1 && (
              <label>
                {t('Lesson')}{' '}
                <select
                  className="app-select"
                  value={lesson.id}
                  onChange={(event) => setShown(event.currentTarget.value)}
                >
                  {lessons.map(({ id, title, files: own }) => (
                    <option key={id} value={id}>
                      {t('{title} ({count, plural, one {# file} other {# files}})', {
                        title,
                        count: own.length,
                      })}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <label>
              {t('Of several files of one learner')}{' '}
              <select
                className="app-select"
                value={which}
                onChange={(event) => setWhich(event.currentTarget.value as OfSeveral)}
              >
                <option value="latest">{t('the latest counts')}</option>
                <option value="earliest">{t('the earliest counts')}</option>
                <option value="all">{t('all count')}</option>
              </select>
            </label>
          </div>
          <LessonClassView key={lesson.id} lesson={lesson} which={which} />
        </>
      )}
    </section>
  );
}

const keyOf = ({ evidence }: HandedIn): string => JSON.stringify(evidence);

/** Files from several folders may have one name: each gets its own. */
function named(fresh: readonly HandedIn[], before: readonly HandedIn[]): HandedIn[] {
  const taken = new Set(before.map(({ file }) => file));
  return fresh.map((each) => {
    let { file } = each;
    for (let n = 2; taken.has(file); n++) file = `${each.file} (${n})`;
    taken.add(file);
    return { ...each, file };
  });
}

export interface LessonFiles {
  readonly id: string;
  readonly title: string;
  readonly files: readonly HandedIn[];
}

function lessonsOf(files: readonly HandedIn[]): LessonFiles[] {
  const found = new Map<string, HandedIn[]>();
  for (const each of files) {
    const { id } = each.evidence.lesson;
    found.set(id, [...(found.get(id) ?? []), each]);
  }
  return [...found].map(([id, own]) => ({
    id,
    title: own[0]?.evidence.lesson.title ?? id,
    files: own,
  }));
}
