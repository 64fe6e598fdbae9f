import { GUNICORN_SETTINGS, MODELLED } from './gunicorn/gunicornSettings.ts';
import { isCherryPy, startsServer } from './python/servePatterns.ts';

/**
 * What a file is read as: the language of nginx, of Apache, of IIS (XML) or of uWSGI (ini); Gunicorn's Python; Python or CherryPy's settings
 * that start a server (`serve`); or a command line (also within a unit, a Procfile, a Dockerfile).
 */
export type ConfigKind = 'nginx' | 'apache' | 'iis' | 'gunicorn' | 'uwsgi' | 'serve' | 'command';

const OTHER_COMMAND =
  /(^|[\s/=-])uwsgi\s+(-|\S+\.(ini|xml|ya?ml)\b)|"uwsgi"\s*,|(manage\.py|django-admin|-m django)["',\s]+runserver\b|(^|[\s/=-])flask\s+(\S+\s+){0,6}run\b|(^|[\s/=-])cheroot\s+[\w.-]/m;
const APACHE_LINE =
  /^[ \t]*(<(VirtualHost|IfModule|Directory|Proxy|Location|Files)\b[^>\n]*>|(WSGI(ScriptAlias|DaemonProcess|ProcessGroup)|ProxyPass|ProxyTimeout|MaxRequestWorkers|ServerLimit|RequestReadTimeout|KeepAliveTimeout|LimitRequestBody|BalancerMember|LoadModule|ListenBacklog|SSLEngine|DocumentRoot|MaxKeepAliveRequests|ThreadsPerChild|StartServers)[ \t]+[^=;\s][^;\n]*)[ \t]*\r?$/im;
const IIS_ELEMENT =
  /<(system\.webServer|httpPlatform|system\.applicationHost|applicationPools|requestLimits)\b/;

const GUNICORN_COMMAND =
  /(^|[\s/=-])gunicorn3?\s+(-|[\w.]+[:.\s]|"?\$|\\)|"gunicorn"\s*,|GUNICORN_CMD_ARGS=|WEB_CONCURRENCY=/m;
const NGINX_BLOCK =
  /(^|[\s;}])(http|server|events|upstream\s+[\w.-]+|location\s+[^{};\n]{1,300})\s*\{/;
const NGINX_LINE =
  /^[ \t]*(proxy_\w+|client_\w+|keepalive_\w+|worker_connections|worker_processes|send_timeout|listen|location|upstream)[ \t]+[^=:\n][^\n]*;/m;

const isCommand = (text: string) => GUNICORN_COMMAND.test(text) || OTHER_COMMAND.test(text);

/** Apache's lines have no `;` and no braces of blocks. */
const isApache = (text: string) =>
  APACHE_LINE.test(text.replace(/^[ \t]*#.*$/gm, '')) &&
  !NGINX_BLOCK.test(text.replace(/#.*$/gm, ''));

/** Whether a text assigns one of Gunicorn's settings, as `gunicorn.conf.py` does. */
function assignsSetting(text: string): boolean {
  for (const [, name = ''] of text.matchAll(/^(\w+)[ \t]*(?::[ \t]*\w+[ \t]*)?=[^=]/gm))
    if (
      Object.hasOwn(MODELLED, name) ||
      (GUNICORN_SETTINGS.has(name) && /gunicorn|bind|workers/.test(text))
    )
      return true;
  return false;
}

/** What a file is, from its name and what stands in it; null where it is none of the files that are read here. */
export function configKind(name: string, text: string): ConfigKind | null {
  const file = name.toLowerCase().replace(/^.*[\\/]/, '');
  if (/\.(json|ya?ml|har|log|csv|html?|tsx?|jsx?|css|md)$/.test(file)) return null;
  if (file === 'command') return 'command';
  if (/\.(config|xml)$/.test(file) || text.startsWith('<?xml') || IIS_ELEMENT.test(text))
    return IIS_ELEMENT.test(text) ? 'iis' : null;
  if (/^[ \t]*\[uwsgi\]/m.test(text)) return 'uwsgi';
  if (file === 'settings.py' || file === 'views.py' || file === 'urls.py') return null;
  if (file.endsWith('.py')) {
    if (/gunicorn/.test(file)) return 'gunicorn';
    return startsServer(text) ? 'serve' : assignsSetting(text) ? 'gunicorn' : null;
  }
  if (/^(procfile|dockerfile)/.test(file) || /\.(service|socket|sh|env)$/.test(file))
    return isCommand(text) || /^ListenStream=/m.test(text) ? 'command' : null;
  if (/^(httpd|apache2?)[\w.-]*\.conf$/.test(file) && text.trim() !== '') return 'apache';
  if (isApache(text)) return 'apache';
  if (NGINX_BLOCK.test(text.replace(/#.*$/gm, ''))) return 'nginx';
  if (file === 'nginx.conf' || NGINX_LINE.test(text)) return 'nginx';
  if (isCherryPy(text) || startsServer(text)) return 'serve';
  if (assignsSetting(text)) return 'gunicorn';
  if (isCommand(text) || /^[ \t]*(\S*\/)?gunicorn3?[ \t]*$/m.test(text)) return 'command';
  return file.endsWith('.conf') && text.trim() !== '' && /[;{}]/.test(text) ? 'nginx' : null;
}

/** Whether a dropped or pasted text is a configuration that {@link readConfig} reads. */
export function looksLikeConfig(name: string, text: string): boolean {
  return configKind(name, text) !== null;
}
