import { Component, type ReactNode } from 'react';
import { t } from '../../language/t.ts';

interface Props {
  /** What stopped working, as people call it, marked with `msg`: `the page`, `the stage`. */
  readonly what: string;
  readonly children: ReactNode;
}

/** Keeps a defect of one part from blanking the page: says what broke, keeps the words to report it, offers a way on. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: Error } {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <section className="app-trouble" role="alert">
        <h2>
          {t('Something in {what} broke. That is a defect of Roundtrip, not of anything you did.', {
            what: t(this.props.what),
          })}
        </h2>
        <p>
          {t('Your progress is kept on this device, and the rest of the page goes on working.')}
        </p>
        <pre className="app-code" translate="no">{`${error.name}: ${error.message}`}</pre>
        <p>
          <button
            type="button"
            className="app-button"
            onClick={() => this.setState({ error: null })}
          >
            {t('Try again')}
          </button>{' '}
          <a href="#/">{t('Go to the course')}</a>
        </p>
      </section>
    );
  }
}
