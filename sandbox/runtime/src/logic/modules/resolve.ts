// What a `require` means that the compiler could not settle, because its text is only known at run
// time. The rules are WeChat's: relative to the file, from the package's root with a slash (where
// nothing is there: beside, since WeChat drops the slash), else a file beside, else an npm package,
// nearest miniprogram_npm first.

const NPM = "miniprogram_npm";
const ENDINGS: readonly string[] = ["", ".js", ".json", "/index.js"];

/** The module's id, or null. `has` says which ids there are. */
export function resolve(
  request: string,
  from: string,
  has: (id: string) => boolean,
): string | null {
  const folder = folderOf(from);
  for (const path of candidates(request, folder)) {
    for (const ending of ENDINGS) {
      if (has(path + ending)) return path + ending;
    }
  }
  return null;
}

function* candidates(request: string, folder: string): Generator<string> {
  if (request.startsWith("/")) {
    yield normalized(request);
    yield normalized(`${folder}/${request}`);
    return;
  }
  if (request.startsWith("./") || request.startsWith("../") || request === "..") {
    yield normalized(`${folder}/${request}`);
    return;
  }
  // Ids that the compiler has settled are whole paths.
  yield normalized(request);
  yield normalized(`${folder}/${request}`);
  for (let at = folder; ; at = folderOf(at)) {
    yield normalized(`${at}/${NPM}/${request}`);
    if (at === "") return;
  }
}

/** `a/c` of `a/b/../c`; no slash at either end, and no way above the root. */
export function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}
