/** Where the page is one column, what plays is scrolled to: the tier to look at, or the whole stage. */
export function showStage(tier: string | null): void {
  if (document.documentElement.scrollHeight <= window.innerHeight) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  // After the new step has been drawn and its heading has taken the focus.
  requestAnimationFrame(() => {
    const stage = document.querySelector('.app-stagePane');
    const target = (tier && stage?.querySelector(`[data-tier="${tier}"]`)) || stage;
    target?.scrollIntoView({
      block: tier ? 'center' : 'start',
      behavior: calm ? 'auto' : 'smooth',
    });
  });
}
