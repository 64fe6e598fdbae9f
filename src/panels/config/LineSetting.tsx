import { t } from '../../language/t.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { KnobControl } from '../KnobControl.tsx';
import { turned } from '../knob.ts';
import { type Path, pathText, spelledOut, valueIn, type Written } from '../written.ts';
import { settingKnob } from './settingKnob.ts';

interface LineSettingProps {
  readonly line: number;
  readonly paths: readonly Path[];
  readonly written: Written;
  readonly problems: readonly Problem[];
  /** Left out where nothing may be changed. */
  onWrite?(written: Written): void;
}

/** What a line says: each of its settings, with its knob where it may be turned. */
export function LineSetting({ line, paths, written, problems, onWrite }: LineSettingProps) {
  const full = spelledOut(written);
  const unique = [...new Map(paths.map((path) => [pathText(path), path])).entries()];
  return (
    <section
      className="panel-configSetting"
      aria-label={t('Settings of line {line}', { line: String(line) })}
    >
      <h3>{t('Line {line}', { line: String(line) })}</h3>
      {unique.map(([text, path]) => {
        const knob = settingKnob(full, path);
        if (!knob)
          return (
            <p key={text}>
              <code translate="no">{text}</code>
            </p>
          );
        if (!onWrite)
          return (
            <p key={text}>
              <code translate="no">{knob.name}</code> {knob.words}
            </p>
          );
        return (
          <KnobControl
            key={text}
            knob={knob}
            value={knob.read ? knob.read(full) : valueIn(full, path)}
            problem={problems.find((problem) => problem.at === text)}
            onChange={(value) => onWrite(turned(full, knob, value))}
          />
        );
      })}
    </section>
  );
}
