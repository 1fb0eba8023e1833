// Files of one type under the name of another: what the engine makes of them, in every place
// where a page can put them.
globalThis.ran = [];

const FOLDER = "/disguised/";
const PATIENCE_MS = 2500;

const outcome = (start) =>
  new Promise((done) => {
    setTimeout(done, PATIENCE_MS, "nothing");
    start(done);
  });

const loaded = (tag, members) =>
  outcome((done) => {
    const element = Object.assign(document.createElement(tag), members);
    element.onload = () => done("load");
    element.onerror = () => done("error");
    document.body.append(element);
  });

const framed = (tag, member, path) =>
  outcome((done) => {
    const element = document.createElement(tag);
    const tell = () => {
      const inside = element.contentDocument;
      const parsed = inside?.querySelector("#parsed") ?? null;
      done(parsed === null ? "no document" : `a document, ${inside.contentType}`);
    };
    element.onload = tell;
    element.onerror = () => done("error");
    element[member] = path;
    document.body.append(element);
  });

const headers = async (path) => {
  const answer = await fetch(path);
  return [answer.headers.get("content-type"), answer.headers.get("x-content-type-options")];
};

const worked = (path, options) =>
  outcome((done) => {
    const worker = new Worker(path, options);
    worker.onmessage = ({ data }) => done(`ran ${data}`);
    worker.onerror = () => done("error");
  });

const each = async (names, act) => {
  const told = await Promise.all(names.map((name) => act(FOLDER + name)));
  return Object.fromEntries(names.map((name, number) => [name, told[number]]));
};

globalThis.probe = async (documents, scripts, styles) => {
  const found = {};
  found.headers = await each([...documents, ...scripts, ...styles], headers);
  found.iframe = await each(documents, (path) => framed("iframe", "src", path));
  found.object = await each(documents, (path) => framed("object", "data", path));
  found.embed = await each(documents, (path) => framed("embed", "src", path));
  found.image = await each(documents, (path) => loaded("img", { src: path }));
  found.script = await each(scripts, (path) => loaded("script", { src: path }));
  found.module = await each(scripts, (path) => loaded("script", { src: path, type: "module" }));
  found.imported = await each(scripts, (path) =>
    import(path).then(
      () => "ran",
      ({ name }) => name,
    ),
  );
  found.worker = await each(scripts, (path) => worked(path));
  found.moduleWorker = await each(scripts, (path) => worked(path, { type: "module" }));
  found.importScripts = await each(scripts, (path) => worked(`importing.js?${path}`));
  found.control = await worked("importing.js?/disguised/fine.js");
  found.style = await each(styles, (path) => loaded("link", { rel: "stylesheet", href: path }));
  found.colour = getComputedStyle(document.body).color;
  const here = location.href;
  for (const name of documents) {
    location.href = FOLDER + name;
    await new Promise((end) => setTimeout(end, 150));
  }
  found.stayed = location.href === here && document.title === "Disguised";
  found.ran = globalThis.ran;
  return found;
};
