/** Why directives of Apache that the simulation has no setting for have no effect. Source for the names: Apache 2.4 directive index. */
import { msg } from '../../language/t.ts';
import { NO_BEARING } from '../noBearing.ts';

const HARMLESS =
  /^(LoadModule|ServerName|ServerAlias|ServerAdmin|ServerRoot|ServerTokens|ServerSignature|PidFile|DefaultRuntimeDir|Mutex|User|Group|ErrorLog|ErrorLogFormat|LogLevel|LogFormat|CustomLog|TransferLog|GlobalLog|ForensicLog|HostnameLookups|Listen|TypesConfig|AddType|AddCharset|AddDefaultCharset|AddEncoding|AddLanguage|AddHandler|DirectoryIndex|Index\w*|AddIcon\w*|AddDescription|ReadmeName|HeaderName|DefaultIcon|MIMEMagicFile|EnableSendfile|EnableMMAP|FileETag|Header|RequestHeader|ProxyPassReverse\w*|ProxyPreserveHost|ProxyRequests|ProxyVia|ProxyAddHeaders|RemoteIP\w*|UseCanonicalName\w*|AccessFileName|Define|UnDefine|ServerPath|TraceEnable|HttpProtocolOptions|DocumentRoot|CoreDumpDirectory|ScoreBoardFile|ExtendedStatus|WSGISocketPrefix|WSGIPythonHome|WSGIPythonPath|WSGIApplicationGroup|WSGIPassAuthorization|WSGIScriptReloading|WSGIChunkedRequest|WSGIImportScript|WSGIRestrict\w+|WSGIProcessGroup|WSGILazyInitialization|SetEnv|PassEnv|UnsetEnv|LimitRequestLine|LimitRequestFields|LimitRequestFieldSize|AllowOverride\w*|Options|Protocols|ProtocolsHonorOrder|AcceptMutex|GracefulShutdownTimeout|ThreadStackSize|AcceptFilter|SeeRequestTail|IncludeOptional)$/i;

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(Include)$/i, msg('The file that it names is not here: paste what it holds as well.')],
  [
    /^(SSL|HSTS|MD)/i,
    msg('Of TLS, the version, the kind of key and tickets are modelled; this is not.'),
  ],
  [/^(H2|HTTP2)/i, msg('Of HTTP/2, that clients speak it is modelled; this is not.')],
  [
    /^(Rewrite|RedirectTemp|RedirectPermanent|RedirectMatch|Redirect|ErrorDocument|SetHandler|Action|Script|FallbackResource)/i,
    msg(
      'Rewriting and answers of Apache’s own are modelled as Redirect with a status and a path only.',
    ),
  ],
  [
    /^(Require|Allow|Deny|Order|Satisfy|Auth|LDAP|Session|Limit(Except)?$|<Limit)/i,
    msg('Access rules are not modelled: everyone is let in.'),
  ],
  [
    /^(Cache|CacheEnable)/i,
    msg('A cache in Apache is not modelled: every request goes to the app server.'),
  ],
  [
    /^(Deflate|AddOutputFilter|SetOutputFilter|Filter|Brotli|AddInputFilter|SetInputFilter)/i,
    msg(
      'Compression and filters are not modelled for Apache: answers keep the size that their route has.',
    ),
  ],
  [
    /^(StartServers|MinSpareThreads|MaxSpareThreads|MinSpareServers|MaxSpareServers|ServerLimit|ThreadLimit|ThreadsPerChild|MaxClients|AsyncRequestWorkerFactor)$/i,
    msg(
      'All threads of Apache are there from the start here, and counted together (MaxRequestWorkers).',
    ),
  ],
  [
    /^(MaxConnectionsPerChild|MaxRequestsPerChild|MaxMemFree)$/i,
    msg('Apache’s children live for ever here.'),
  ],
  [
    /^(ProxyPassMatch|ProxySet|ProxyPassInherit|Proxy)/i,
    msg('This part of mod_proxy is not modelled.'),
  ],
  [/^(Balancer|LBMethod)/i, msg('This part of the balancer is not modelled.')],
  [/^(SetEnvIf|BrowserMatch|SetEnvIfNoCase|SetEnvIfExpr)/i, NO_BEARING],
  [
    /^(RLimit|ReceiveBufferSize|SendBufferSize|RequestRead|MaxRanges|LimitInternal|LimitXML)/i,
    msg('Its limits and buffers are not modelled beyond MaxRequestWorkers and LimitRequestBody.'),
  ],
  [
    /^(Sec|Evasive|QS_|Pagespeed|PHP|Perl|Lua|Expires)/i,
    msg('This module of Apache is not modelled.'),
  ],
  [
    /^(WSGI)/i,
    msg(
      'Of mod_wsgi, processes, threads, its timeouts and maximum-requests are modelled; this is not.',
    ),
  ],
  [/^(ListenCoresBucketsRatio)$/i, NO_BEARING],
];

/** Why a directive has no effect. */
export function whyNotApache(name: string): string {
  if (HARMLESS.test(name)) return NO_BEARING;
  return (
    REASONS.find(([pattern]) => pattern.test(name))?.[1] ??
    msg('The simulation has no setting for it.')
  );
}

/** Sections that only gather what stands in them, as if it stood outside. */
export const OPEN_SECTIONS = /^(IfModule|IfDefine|IfVersion|IfFile|If|Else|ElseIf)$/i;
