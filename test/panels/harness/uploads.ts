/** Two slow uploads and fast visitors at three sync workers, nothing in between to take the bytes off them. */
export const uploads = {
  title: 'Slow uploads, request buffer off',
  duration: '10s',
  version: 'current',
  clients: [
    {
      name: 'fibre',
      link: 'fibre',
      arrivals: { rate: '12/s' },
      asks: { home: 3, css: 1 },
      patience: '5s',
    },
    {
      name: 'slow',
      link: 'slow-3g',
      arrivals: { count: 3, think: '500ms', requestsEach: 20 },
      asks: 'upload',
    },
  ],
  front: { server: 'nginx', proxy_request_buffering: false },
  socket: { kind: 'unix', backlog: 16 },
  app: { workers: 3, timeout: '30s' },
  routes: [
    { name: 'home', response: '20kB', cpu: '10ms', wait: '60ms', queries: 2, query: '20ms' },
    {
      name: 'upload',
      method: 'POST',
      path: '/profile/photo',
      body: '200kB',
      response: '2kB',
      queries: 1,
    },
    { name: 'css', path: '/static/app.css', static: true, response: '20kB' },
  ],
} as const;
