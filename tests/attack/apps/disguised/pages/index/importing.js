// A Worker that runs the file its address names.
try {
  importScripts(location.search.slice(1));
  postMessage("imported");
} catch ({ name }) {
  postMessage(name);
}
