import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ConfigFile } from '../../config/configFile.ts';
import { configKind } from '../../config/configKind.ts';
import { settingLines, writeConfig } from '../../config/writeConfig.ts';
import { listText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import { frontEntryOf } from '../../scenario/servers/fronts.ts';
import type { InstrumentView } from '../instrument.ts';
import type { Path } from '../written.ts';
import { CodeLines } from './CodeLines.tsx';
import { ConfigActions } from './ConfigActions.tsx';
import { ConfigEditor } from './ConfigEditor.tsx';
import { changedLines } from './changedLines.ts';
import { FileTabs } from './FileTabs.tsx';
import { ImportedNotice } from './ImportedNotice.tsx';
import { type Imported, importConfig } from './importConfig.ts';
import { LineSetting } from './LineSetting.tsx';
import '../panel.css';
import '../knobs.css';
import './config.css';

/** Files that are read back. */
const EDITABLE = [
  'nginx.conf',
  'apache.conf',
  'web.config',
  'applicationHost.config',
  'gunicorn.conf.py',
  'uwsgi.ini',
  'serve.py',
  'Dockerfile',
];
/** What a pasted text is called by the kind that it turns out to be. */
const PASTED = {
  nginx: 'nginx.conf',
  apache: 'apache.conf',
  iis: 'web.config',
  gunicorn: 'gunicorn.conf.py',
  uwsgi: 'uwsgi.ini',
  serve: 'serve.py',
  command: 'command',
} as const;

/** The file that holds what a command line said, by app server. */
const SAID_BY: { readonly [server: string]: string; readonly gunicorn: string } = {
  gunicorn: 'gunicorn.conf.py',
  uwsgi: 'uwsgi.ini',
  cherrypy: 'serve.py',
  flask: 'serve.py',
  runserver: 'Dockerfile',
};

type Mode = 'read' | 'edit' | 'paste';

/**
 * The deployment as the files of the real servers, both ways: turned knobs change the lines, edited or pasted files change the
 * deployment. What a file says beyond the model is listed with its line.
 */
export function ConfigPanel({ run, edit }: InstrumentView) {
  const id = useId();
  const { scenario } = run;
  const files = useMemo(() => writeConfig(scenario), [scenario]);
  const settings = useMemo(() => byLine(settingLines(scenario)), [scenario]);
  const [shown, setShown] = useState({ files, changed: changedLines(files, files) });
  const [name, setName] = useState(EDITABLE[0] as string);
  const [mode, setMode] = useState<Mode>('read');
  const [chosen, setChosen] = useState<number | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unmeasured = [
    entryOf(scenario.app),
    ...(scenario.front ? [frontEntryOf(scenario.front)] : []),
  ]
    .filter(({ isMeasured }) => !isMeasured)
    .map((entry) => entry.name);
  if (shown.files !== files) setShown({ files, changed: changedLines(shown.files, files) });

  // The editor took the focus with it: it goes back to what opened the editor.
  const panel = useRef<HTMLElement>(null);
  const lastMode = useRef<Mode>(mode);
  useEffect(() => {
    const from = lastMode.current;
    lastMode.current = mode;
    if (mode !== 'read' || from === 'read' || document.activeElement !== document.body) return;
    panel.current?.querySelector<HTMLElement>(`[data-opens="${from}"]`)?.focus();
  }, [mode]);

  const file = files.find((each) => each.name === name) ?? (files[0] as ConfigFile);
  const own = settings.get(file.name) ?? new Map<number, Path[]>();
  const paths = chosen === null ? undefined : own.get(chosen);
  // A Dockerfile is read for its command only, where that says all of the app server's settings.
  const canEdit =
    edit !== null && EDITABLE.includes(file.name) && (file.name !== 'Dockerfile' || own.size > 0);

  const open = (next: string) => {
    setName(next);
    setChosen(null);
    if (mode === 'edit') setMode('read');
  };

  const apply = async (given: ConfigFile) => {
    if (!edit) return;
    setBusy(true);
    const result = await importConfig([given], edit.written);
    setBusy(false);
    setImported(result);
    setChosen(null);
    if (Array.isArray(result.answer)) return;
    setMode('read');
    const kind = configKind(given.name, given.text);
    const { server } = Object(result.answer.written.app) as { readonly server?: unknown };
    setName(
      kind === null || kind === 'command'
        ? (SAID_BY[String(server)] ?? SAID_BY.gunicorn)
        : PASTED[kind],
    );
    edit.onWrite(result.answer.written);
  };

  return (
    <section className="panel-config" ref={panel} aria-label={t('Configuration files')}>
      <div className="panel-configGrid">
        <FileTabs
          id={id}
          names={files.map((each) => each.name)}
          open={file.name}
          changed={new Set(shown.changed.keys())}
          onOpen={open}
        />
        <div
          role="tabpanel"
          id={`${id}-file`}
          aria-labelledby={`${id}-tab-${file.name}`}
          className="panel-configText"
        >
          {mode === 'edit' && canEdit ? (
            <ConfigEditor
              key={file.name}
              label={t('Edit {name}', { name: file.name })}
              words={t('What it does not say stands at the program’s own default.')}
              start={file.text}
              isBusy={isBusy}
              onApply={(text) => void apply({ name: file.name, text })}
              onCancel={() => setMode('read')}
            />
          ) : mode === 'paste' && edit ? (
            <ConfigEditor
              label={t('Paste a configuration')}
              words={t(
                'nginx.conf, Apache’s configuration or web.config, or a part of one; gunicorn.conf.py, uwsgi.ini, CherryPy’s settings; or a line such as gunicorn app.wsgi -w 4 -k gthread --threads 8, uwsgi --http-socket :8000 -p 4, or python manage.py runserver',
              )}
              start=""
              isBusy={isBusy}
              onApply={(text) =>
                void apply({ name: PASTED[configKind('pasted', text) ?? 'command'], text })
              }
              onCancel={() => setMode('read')}
            />
          ) : (
            <section
              className="panel-configScroll"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
              tabIndex={0}
              aria-label={file.name}
              translate="no"
            >
              <CodeLines
                text={file.text}
                settings={own}
                changed={shown.changed.get(file.name) ?? NOTHING}
                chosen={chosen}
                onChoose={(line) => setChosen(line === chosen ? null : line)}
              />
            </section>
          )}
        </div>
        <div className="panel-configSide">
          {unmeasured.length > 0 && (
            <p className="panel-quiet">
              {t(
                'Not measured: {names}. How {count, plural, one {it behaves} other {they behave}} here comes from documentation and source.',
                { names: listText(unmeasured), count: unmeasured.length },
              )}
            </p>
          )}
          <ConfigActions
            file={file}
            files={files}
            onEdit={canEdit && mode !== 'edit' ? () => setMode('edit') : null}
            onPaste={edit && mode !== 'paste' ? () => setMode('paste') : null}
          />
          {chosen !== null && paths ? (
            <LineSetting
              line={chosen}
              paths={paths}
              written={edit?.written ?? {}}
              problems={edit?.problems ?? []}
              {...(edit ? { onWrite: edit.onWrite } : {})}
            />
          ) : imported ? (
            <ImportedNotice
              imported={imported}
              problems={edit?.problems ?? []}
              onClose={() => setImported(null)}
            />
          ) : (
            <p className="panel-quiet">
              {own.size > 0
                ? edit
                  ? t(
                      'Underlined numbers mark lines that say a setting of the simulation: choose one to see what it means, and to turn it.',
                    )
                  : t(
                      'Underlined numbers mark lines that say a setting of the simulation: choose one to see what it means.',
                    )
                : t('These files start the real servers; README.txt says how.')}
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

export default ConfigPanel;

const NOTHING: ReadonlySet<number> = new Set();

function byLine(
  lines: ReturnType<typeof settingLines>,
): ReadonlyMap<string, ReadonlyMap<number, Path[]>> {
  const files = new Map<string, Map<number, Path[]>>();
  for (const { file, line, path } of lines) {
    const own = files.get(file) ?? new Map<number, Path[]>();
    files.set(file, own);
    own.set(line, [...(own.get(line) ?? []), path]);
  }
  return files;
}
