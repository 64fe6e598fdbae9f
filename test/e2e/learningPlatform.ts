import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Puts a learning platform into the folder, `lms.html`: scorm-again beside a frame, as Moodle and others do it. What it keeps between visits is in its
 * storage; every call of the lesson is written down. `?package=plain&mastery=80` opens the package that lies in `plain/`.
 */
export function putPlatform(folder: string): void {
  const scorm = new URL('../../node_modules/scorm-again/dist/scorm12.min.js', import.meta.url);
  writeFileSync(join(folder, 'scorm12.js'), readFileSync(fileURLToPath(scorm)));
  writeFileSync(join(folder, 'lms.html'), PAGE);
}

const PAGE =
  `<!doctype html><meta charset="utf-8"><title>Course</title><link rel="icon" href="data:,">
<style>body{margin:0} iframe{border:0;width:100vw;height:100vh;display:block}</style>
<script src="scorm12.js"></script>
<script>
const asked = new URLSearchParams(location.search);
const kept = JSON.parse(localStorage.getItem('cmi') || 'null');
window.calls = [];
const api = new Scorm12API({ autocommit: false, logLevel: 5, mastery_override: false });
if (kept) api.loadFromJSON(kept, '');
else if (asked.get('mastery')) api.loadFromJSON({ student_data: { mastery_score: asked.get('mastery') } }, '');
window.API = {};
for (const name of ['LMSInitialize','LMSFinish','LMSGetValue','LMSSetValue','LMSCommit','LMSGetLastError','LMSGetErrorString','LMSGetDiagnostic'])
  window.API[name] = (...args) => {
    const answer = api[name](...args);
    if (name !== 'LMSGetLastError') {
      calls.push([name, ...args, '→', String(answer), 'error ' + api.LMSGetLastError()]);
      localStorage.setItem('calls', JSON.stringify([...JSON.parse(localStorage.getItem('calls') || '[]'), calls.at(-1)]));
    }
    if (name === 'LMSCommit' || name === 'LMSFinish')
      localStorage.setItem('cmi', JSON.stringify(api.renderCMIToJSONObject().cmi));
    return String(answer);
  };
</script>
<iframe id="sco" title="Lesson" src="PACKAGE/index.html"></iframe>
<script>document.getElementById('sco').src = asked.get('package') + '/index.html';</script>`.replace(
    ' src="PACKAGE/index.html"',
    '',
  );
