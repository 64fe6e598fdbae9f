import { useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { InstrumentView } from '../../panels/instrument.ts';
import { Popover } from '../../panels/Popover.tsx';
import { keep, recall } from '../shell/deviceMemory.ts';
import { useRoute } from '../shell/useRoute.ts';
import { INSTRUMENTS, type Instrument, MORE_INSTRUMENTS } from './instruments.tsx';
import { type Tab, Tabs } from './Tabs.tsx';

const ALL = [...INSTRUMENTS, ...MORE_INSTRUMENTS];
const isKey = (key: unknown): key is string => ALL.some((each) => each.key === key);

/** What was open when the page was left, on this device. */
function remembered(): { open: string; extra: string | null } {
  const kept = recall('instruments') as { open?: unknown; extra?: unknown } | null;
  const extra =
    isKey(kept?.extra) && !INSTRUMENTS.some(({ key }) => key === kept?.extra) ? kept.extra : null;
  const open = isKey(kept?.open) ? kept.open : 'lanes';
  const isShown = open === extra || INSTRUMENTS.some(({ key }) => key === open);
  return { open: isShown ? open : 'lanes', extra };
}

/** With an instrument open that is asked for, which may be one of those behind “More”. */
function opening(key: string, extra: string | null): { open: string; extra: string | null } {
  return { open: key, extra: INSTRUMENTS.some((each) => each.key === key) ? extra : key };
}

export interface Offer {
  /** What it is made for, a step of a lesson: with another the first is open again. */
  readonly key: string;
  /** These instruments alone, the first of them open; null: all of them. */
  readonly panels: readonly string[] | null;
  /** Instruments that would tell too much. */
  readonly withheld: readonly string[];
}

interface Props extends InstrumentView {
  /** The only tab that may be looked into, or null. */
  readonly only: string | null;
  /** Which of the instruments are offered; null: all of them, open as they were left. */
  readonly offer?: Offer | null;
}

/** The instruments in tabs: those that are offered, or the usual ones with the rest behind “More”. */
export function InstrumentTabs({ offer = null, ...rest }: Props) {
  return offer?.panels ? (
    <OfferedTabs key={offer.key} offer={offer} {...rest} />
  ) : (
    <AllTabs withheld={offer?.withheld ?? NONE_WITHHELD} {...rest} />
  );
}

const NONE_WITHHELD: readonly string[] = [];

const tabOf = ({ key, label, show }: Instrument, view: InstrumentView): Tab => ({
  key,
  label: t(label),
  show: () => show(view),
});

/** A choice of instruments that somebody made for this moment. */
function OfferedTabs({ only, offer, ...view }: Props & { offer: Offer }) {
  const keys = [...(only === null ? [] : [only]), ...(offer.panels ?? [])];
  const shown = [...new Set(keys)]
    .filter((key) => !offer.withheld.includes(key))
    .flatMap((key) => ALL.find((each) => each.key === key) ?? []);
  const first = offer.panels?.find((key) => !offer.withheld.includes(key));
  const [open, setOpen] = useState(first ?? '');
  return (
    <Tabs
      label={t('Instruments')}
      open={only ?? open}
      onOpen={setOpen}
      tabs={shown.map((each) => tabOf(each, view))}
    />
  );
}

/** The instruments in tabs: the usual ones, one more where it was chosen, the rest behind “More”. What was open is remembered; a link may ask for another. */
function AllTabs({
  only,
  withheld,
  ...view
}: Omit<Props, 'offer'> & { withheld: readonly string[] }) {
  const route = useRoute();
  const asked = route.page === 'sandbox' && isKey(route.tab) ? route.tab : null;
  const [answered, setAnswered] = useState(asked);
  const [{ open, extra }, set] = useState(() =>
    asked === null ? remembered() : opening(asked, remembered().extra),
  );
  if (asked !== answered) {
    setAnswered(asked);
    if (asked !== null) set(opening(asked, extra));
  }
  const sheet = useRef<HTMLUListElement>(null);
  const show = (next: { open: string; extra: string | null }) => {
    keep('instruments', next);
    set(next);
  };
  const isOffered = ({ key }: { key: string }): boolean => !withheld.includes(key);
  const more = MORE_INSTRUMENTS.filter(isOffered);
  const shown = [...INSTRUMENTS.filter(isOffered), ...more.filter(({ key }) => key === extra)];
  return (
    <Tabs
      label={t('Instruments')}
      open={only ?? open}
      onOpen={(key) => show({ open: key, extra })}
      tabs={shown.map((each) => tabOf(each, view))}
    >
      <Popover label={t('More instruments')} title={t('More instruments')} mark={t('More ▾')}>
        <ul className="app-moreTabs" ref={sheet}>
          {more.map(({ key, label, words }) => (
            <li key={key}>
              <button
                type="button"
                onClick={() => {
                  sheet.current?.closest<HTMLElement>('[popover]')?.hidePopover();
                  show({ open: key, extra: key });
                }}
              >
                <b>{t(label)}</b> <span>{t(words)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Popover>
    </Tabs>
  );
}
