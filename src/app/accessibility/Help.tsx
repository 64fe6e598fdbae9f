import { t } from '../../language/t.ts';
import { Shortcuts, type ShortcutsProps } from '../../panels/Shortcuts.tsx';
import { routeHash } from '../route.ts';
import './accessibility.css';

/** The list of keys, with the way to what else the site does for everybody. */
export function Help(props: ShortcutsProps) {
  return (
    <Shortcuts {...props}>
      <p className="app-helpLink">
        <a href={routeHash({ page: 'accessibility' })}>{t('Accessibility')}</a>
      </p>
    </Shortcuts>
  );
}
