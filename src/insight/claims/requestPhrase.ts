import { language, t } from '../../language/t.ts';
import { durationText } from '../plainWords.ts';
import { type MomentReference, type RequestReference, requestWords } from './claimsReference.ts';

/** A request of a claim for people: as lessons name it (`#4`, `slow#2`), and one that is found by looking in words of the language that is spoken. */
export function requestPhrase(reference: RequestReference): string {
  if (language() === 'en' || !('population' in reference)) return requestWords(reference);
  const clients = reference.population;
  if (reference.kind === 'slowest') return t('slowest of {clients}##a request', { clients });
  if (reference.kind === 'longest waiting')
    return t('longest waiting of {clients}##a request', { clients });
  return requestWords(reference);
}

/** A moment of a claim, where no English words of a lesson can stand for it. */
export function momentPhrase(moment: MomentReference): string {
  const base = basePhrase(moment);
  if (moment.shiftUs === 0) return base;
  const time = durationText(Math.abs(moment.shiftUs));
  return moment.shiftUs > 0
    ? t('{time} after {moment}##a moment', { time, moment: base })
    : t('{time} before {moment}##a moment', { time, moment: base });
}

function basePhrase(moment: MomentReference): string {
  switch (moment.kind) {
    case 'time':
      return durationText(moment.atUs);
    case 'start':
      return t('the start##of a run');
    case 'end':
      return t('the end##of a run');
    case 'longest queue':
      return t('the fullest waiting room##a moment');
    case 'queue':
      return t(
        '{count, plural, one {# in the waiting room} other {# in the waiting room}}##a moment',
        {
          count: moment.length,
        },
      );
    case 'event': {
      const { event, n, request } = moment;
      const name =
        n === null
          ? t('the last {event}##a moment', { event })
          : n === 0
            ? event
            : t('{event}, number {nth}##a moment', { event, nth: n + 1 });
      return request === null ? name : `${requestPhrase(request)}: ${name}`;
    }
  }
}
