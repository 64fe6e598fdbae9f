/**
 * The loader of plain scripts that stands before the first of them: `define` is what each script calls, `later` is `import()`, `beside` fetches what a part needs
 * side by side, `url` is where a chunk would be as a module. Written for the browser as it is, hence text.
 * @param home from the folder of the plain scripts to that of the modules and style sheets
 */
export const classicRuntime = (home: string): string => `(() => {
  const here = new URL('.', document.currentScript.src);
  const modules = new URL(${JSON.stringify(home)}, here);
  const defined = new Map();
  const coming = new Map();
  const made = new Map();
  const done = new Set();
  const waiting = new Map(); // of chunks in a circle, who takes names of one that has not run yet
  const add = (element, url) => new Promise((done, failed) => {
    element.onload = done;
    element.onerror = () => { element.remove(); failed(new Error(url.href + ' is not to be had')); };
    document.head.append(element);
  });
  const script = (name) => {
    const url = new URL(name, here);
    return add(Object.assign(document.createElement('script'), { src: url.href }), url);
  };
  const sheet = (url) =>
    add(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url.href }), url);
  const once = (key, fetch) => {
    let promise = coming.get(key);
    if (!promise) {
      promise = fetch();
      coming.set(key, promise);
      promise.catch(() => coming.delete(key));
    }
    return promise;
  };
  const get = (name) => defined.has(name) ? Promise.resolve() : once(name, () => script(name));
  const whole = async (name, seen = new Set()) => {
    if (seen.has(name)) return;
    seen.add(name);
    await get(name);
    await Promise.all(defined.get(name).needs.map((each) => whole(each, seen)));
  };
  const run = (name) => {
    let exported = made.get(name);
    if (!exported) {
      const { uses, needs, make } = defined.get(name);
      exported = {};
      made.set(name, exported);
      uses.forEach(run);
      make(exported, (at, take) => {
        if (done.has(uses[at])) take(made.get(uses[at]));
        else waiting.set(uses[at], [...(waiting.get(uses[at]) ?? []), take]);
      });
      done.add(name);
      for (const take of waiting.get(name) ?? []) take(exported);
      needs.forEach(run); // of the others no name is used: they run as well, and may use names of this one
    }
    return exported;
  };
  self.__roundtrip = {
    define: (name, uses, others, make) => defined.set(name, { uses, needs: [...uses, ...others], make }),
    url: (name) => new URL(name, modules).href,
    later: async (name) => { await whole(name); return run(name); },
    beside: async (load, files = []) => {
      const sheets = [];
      for (const file of files) {
        const name = file.split('/').pop();
        if (name.endsWith('.css')) sheets.push(once(name, () => sheet(new URL(name, modules))));
        else get(name).catch(() => {});
      }
      await Promise.all(sheets);
      return load();
    },
    run,
  };
})();
`;
