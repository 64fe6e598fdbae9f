import type { AppServer, Scenario } from '../../scenario/scenario.ts';

/** Folder of the app server's unix sockets. */
export function socketFolder({ kind }: AppServer): string {
  return `/run/${kind}`;
}

/** Where each copy of the app server listens, as Gunicorn and nginx write it. */
export function addressesOf({ socket, app, front }: Scenario): string[] {
  return Array.from({ length: app.instances }, (_, index) => {
    if (socket.kind === 'unix')
      return `unix:${socketFolder(app)}/${app.kind}${index > 0 ? `-${index + 1}` : ''}.sock`;
    return `${front ? '127.0.0.1' : '0.0.0.0'}:${8000 + index}`;
  });
}
