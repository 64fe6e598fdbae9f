import { t } from '../../language/t.ts';
import { routeHash } from '../route.ts';
import { ownComparison } from './ownComparison.ts';
import { READY_MADE, spoken } from './readyMade.ts';

/** The comparisons there are, each as a question; and the way to one's own. */
export function CompareGallery() {
  const own = ownComparison();
  return (
    <main className="app-compareGallery">
      <header>
        <h1>{t('Compare deployments')}</h1>
        <p className="app-quiet">
          {t(
            'Two to four ways to run the same site, under the same traffic and the same seed, in lockstep: who is better off, and where do they part?',
          )}
        </p>
      </header>
      <ul className="app-compareCards">
        {READY_MADE.map(spoken).map(({ id, title, words, deployments }) => (
          <li key={id} className="app-card">
            <h2>
              <a href={routeHash({ page: 'compare', readyMade: id, state: null })}>{title}</a>
            </h2>
            <p>{words.join(' ')}</p>
            <p className="app-compareSides">
              {deployments.map((deployment) => (
                <span key={deployment.title}>{deployment.title}</span>
              ))}
            </p>
          </li>
        ))}
        {own && (
          <li className="app-card">
            <h2>
              <a href={routeHash({ page: 'compare', readyMade: null, state: own })}>
                {t('What would another deployment do with my sandbox’s traffic?')}
              </a>
            </h2>
            <p>
              {t(
                'The scenario of the sandbox as it was left, beside the same without its front server, or with one. Take sides away, add others, name them as you like.',
              )}
            </p>
            <p className="app-compareSides">
              <span>{t('my sandbox')}</span>
              <span>{t('a variation')}</span>
            </p>
          </li>
        )}
      </ul>
    </main>
  );
}
