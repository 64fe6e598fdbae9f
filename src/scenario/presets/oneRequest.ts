import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

/** Eight pictures of the same size. */
const PHOTOS = Array<'photo'>(8).fill('photo');

/** What happens to one request, to a page, and over one connection. */
export const ONE_REQUEST = {
  'one-request': {
    title: msg('One request, there and back'),
    duration: '1s',
    clients: [{ name: 'visitor', arrivals: [{ at: '20ms' }] }],
    app: { workers: 1 },
  },
  'gunicorn-alone': {
    title: msg('Gunicorn alone'),
    duration: '3s',
    clients: [{ name: 'visitors', link: '4g', asks: 'home', arrivals: { every: '300ms' } }],
    front: 'none',
    app: { workers: 1 },
    database: 'none',
    routes: [{ name: 'home', response: '20kB' }],
  },
  'page-with-files': {
    title: msg('A page and its files over kept connections'),
    duration: '6s',
    clients: [
      {
        name: 'browsers',
        link: '4g',
        asks: 'home',
        assets: ['css', 'script', ...PHOTOS],
        keepAlive: true,
        connections: 6,
        arrivals: { count: 2, think: '1s', requestsEach: 3 },
      },
    ],
    routes: [
      { name: 'home', response: '20kB', queries: 2 },
      { name: 'css', path: '/static/app.css', static: true, response: '20kB' },
      { name: 'script', path: '/static/app.js', static: true, response: '90kB' },
      { name: 'photo', path: '/static/photo.jpg', static: true, response: '60kB' },
    ],
  },
  'static-door': {
    title: msg('Files while all workers are held'),
    duration: '4s',
    clients: [
      { name: 'reports', asks: 'report', arrivals: [{ at: '50ms' }, { at: '60ms' }] },
      { name: 'visitors', asks: 'css', arrivals: { every: '200ms', from: '200ms', until: '2s' } },
      { name: 'readers', asks: 'home', arrivals: [{ at: '500ms' }] },
    ],
    app: { workers: 2 },
    database: 'none',
    routes: [
      { name: 'home', response: '20kB' },
      { name: 'report', path: '/report', wait: '2s' },
      { name: 'css', path: '/static/app.css', static: true, response: '20kB' },
    ],
  },
  'keep-alive': {
    title: msg('Ten requests over one connection'),
    duration: '5s',
    clients: [
      {
        name: 'regular',
        link: '4g',
        asks: 'home',
        keepAlive: true,
        arrivals: { count: 1, think: '200ms', requestsEach: 10 },
      },
    ],
    app: { workers: 1 },
    database: 'none',
    routes: [{ name: 'home', response: '20kB' }],
  },
} as const satisfies Record<string, WrittenScenario>;
