import { useEffect, useId, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { rewriteYaml } from '../../lesson/prepared/rewriteYaml.ts';
import { saveFile } from '../../panels/exchange/saveFile.ts';
import type { Written } from '../../panels/written.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import type { Draft } from './draftState.ts';
import { packLesson } from './lessonAddress.ts';
import { fileOf } from './lessonFile.ts';
import { PackagePlace } from './PackagePlace.tsx';

interface Props {
  readonly draft: Draft;
  /** The lesson, where nothing is left to mend; else null. */
  readonly lesson: Lesson | null;
}

/** The lesson on its way to learners: as a file, a link, a frame in another page, a package. */
export function HandOut({ draft, lesson }: Props) {
  const { source } = draft;
  const name = fileOf(source).replace(/\.yaml$/, '');
  const yaml = () => rewriteYaml(draft.text, source);
  const link = useLink(lesson ? source : null);
  return (
    <section className="app-handOut" aria-labelledby="prepare-handOut">
      <h2 id="prepare-handOut">{t('Hand out')}</h2>
      <h3>{t('As a file')}</h3>
      <p className="app-prepareTools">
        <button
          type="button"
          className="app-button"
          onClick={() => saveFile(`${name}.yaml`, 'application/yaml', yaml())}
        >
          {t('Save as YAML')}
        </button>
        <button
          type="button"
          className="app-button"
          onClick={() =>
            saveFile(`${name}.json`, 'application/json', JSON.stringify(source, null, 2))
          }
        >
          {t('Save as JSON')}
        </button>
        <span className="app-quiet">{t('Learners drop it on any page of this site.')}</span>
      </p>
      {lesson === null && (
        <p className="app-quiet">
          {t('A link, a frame or a package can be made once nothing is left to mend.')}
        </p>
      )}
      {lesson && Array.isArray(link) && (
        <ul className="app-fieldProblems">
          {link.map((problem) => (
            <li key={problem.message}>
              {problem.value} {problem.message}
            </li>
          ))}
        </ul>
      )}
      {lesson && typeof link === 'string' && (
        <>
          <Copied
            title={t('As a link')}
            words={t(
              '{count} characters: the whole lesson is in the address, and nowhere else. Some mail programs cut long ones; try it where you post it.',
              { count: addressOf(link).length },
            )}
            text={addressOf(link)}
            open
          />
          <Copied
            title={t('In another page')}
            words={t(
              'Put this into the HTML of a page; the frame asks for nothing and keeps nothing.',
            )}
            text={frameOf(link, lesson.title)}
          />
          <PackagePlace lesson={lesson} yaml={yaml} />
        </>
      )}
    </section>
  );
}

const addressOf = (link: string): string => new URL(`#${link}`, window.location.href).href;

/** The frame's address is that of a page beside this one. */
function frameOf(link: string, title: string): string {
  const src = new URL(`embed/lesson/#${link}`, window.location.href.replace(/[?#].*$/s, '')).href;
  return `<iframe src="${escaped(src)}" title="${escaped(title)}" loading="lazy" style="width:100%;height:640px;border:0"></iframe>`;
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The lesson as a link, once it is packed; or why it cannot be one. Null while that is under way, or where there is nothing to pack. */
function useLink(source: Written | null): string | readonly Problem[] | null {
  const [link, setLink] = useState<{ of: Written; is: string | readonly Problem[] } | null>(null);
  useEffect(() => {
    if (source === null) return;
    let isGone = false;
    packLesson(source).then((is) => {
      if (!isGone) setLink({ of: source, is: typeof is === 'string' || isProblems(is) ? is : [] });
    });
    return () => {
      isGone = true;
    };
  }, [source]);
  return link && link.of === source ? link.is : null;
}

/** A text to copy: by a press, or by hand where the browser does not let the page do it. */
function Copied({
  title,
  words,
  text,
  open = false,
}: {
  title: string;
  words: string;
  text: string;
  open?: boolean;
}) {
  const id = useId();
  const [said, setSaid] = useState('');
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t('Copied'));
    } catch {
      (document.getElementById(id) as HTMLInputElement | null)?.select();
      setSaid(t('Copy it by hand: the browser does not let the page do it.'));
    }
  }
  return (
    <>
      <h3>{title}</h3>
      <p className="app-quiet" id={`${id}-words`}>
        {words}
      </p>
      <p className="app-prepareTools">
        <input
          id={id}
          className="app-field"
          translate="no"
          readOnly
          value={text}
          aria-label={title}
          aria-describedby={`${id}-words`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          className="app-button"
          onClick={copy}
          aria-label={t('Copy: {what}', { what: title })}
        >
          {t('Copy')}
        </button>
        {open && (
          <a className="app-button" href={text} target="_blank" rel="noreferrer">
            {t('Open it as a learner')}
          </a>
        )}
        <span role="status" className="app-quiet">
          {said}
        </span>
      </p>
    </>
  );
}
