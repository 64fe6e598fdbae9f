/** Whether a text starts cheroot, CherryPy or Werkzeug's development server from Python. */
export function startsServer(text: string): boolean {
  return (
    /\brun_simple\s*\(|\b(app|application)\.run\s*\(/.test(text) ||
    /['"]server\.(thread_pool|socket_(timeout|queue_size|port))['"]/.test(text) ||
    (/\bfrom (cheroot|cherrypy)\b|\bimport (cheroot|cherrypy)\b/.test(text) &&
      /Server\s*\(/.test(text))
  );
}

/** Whether a text is CherryPy's configuration. */
export const isCherryPy = (text: string) =>
  /^[ \t]*server\.(thread_pool|socket_\w+|shutdown_timeout)\s*[=:]/m.test(text);
