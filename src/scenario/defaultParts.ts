/** What stands for a part that is not written at all. `app: {}` is Gunicorn as it comes, with one worker. */
export const DEFAULT_PARTS = {
  hosts: { web: { cores: 2 }, db: { cores: 2 } },
  clients: [{ name: 'visitors' }],
  app: { workers: 3 },
  routes: [
    { name: 'home', response: '20kB', queries: 2 },
    {
      name: 'upload',
      method: 'POST',
      path: '/profile/photo',
      body: '900kB',
      response: '2kB',
      queries: 1,
    },
    { name: 'css', path: '/static/app.css', static: true, response: '20kB' },
  ],
} as const;
