/** A term as part of an address: `Little’s law` is `littles-law`, `N+1` is `n-1`. */
export function termSlug(term: string): string {
  return term
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
