import { GUNICORN_SETTINGS, MODELLED } from './gunicorn/gunicornSettings.ts';

/** What a file is read as: nginx's language, Gunicorn's Python, or a command line (also within a unit, a Procfile, a Dockerfile). */
export type ConfigKind = 'nginx' | 'gunicorn' | 'command';

const GUNICORN_COMMAND =
  /(^|[\s/=-])gunicorn3?\s+(-|[\w.]+[:.\s]|"?\$|\\)|"gunicorn"\s*,|GUNICORN_CMD_ARGS=|WEB_CONCURRENCY=/m;
const NGINX_BLOCK =
  /(^|[\s;}])(http|server|events|upstream\s+[\w.-]+|location\s+[^{};\n]{1,300})\s*\{/;
const NGINX_LINE =
  /^[ \t]*(proxy_\w+|client_\w+|keepalive_\w+|worker_connections|worker_processes|send_timeout|listen|location|upstream)[ \t]+[^=:\n][^\n]*;/m;

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
  if (file === 'settings.py' || file === 'views.py' || file === 'urls.py') return null;
  if (file.endsWith('.py'))
    return /gunicorn/.test(file) || assignsSetting(text) ? 'gunicorn' : null;
  if (/^(procfile|dockerfile)/.test(file) || /\.(service|socket|sh|env)$/.test(file))
    return GUNICORN_COMMAND.test(text) || /^ListenStream=/m.test(text) ? 'command' : null;
  if (NGINX_BLOCK.test(text.replace(/#.*$/gm, ''))) return 'nginx';
  if (file === 'nginx.conf' || NGINX_LINE.test(text)) return 'nginx';
  if (assignsSetting(text)) return 'gunicorn';
  if (GUNICORN_COMMAND.test(text) || /^[ \t]*(\S*\/)?gunicorn3?[ \t]*$/m.test(text))
    return 'command';
  return file.endsWith('.conf') && text.trim() !== '' && /[;{}]/.test(text) ? 'nginx' : null;
}

/** Whether a dropped or pasted text is a configuration that {@link readConfig} reads. */
export function looksLikeConfig(name: string, text: string): boolean {
  return configKind(name, text) !== null;
}
