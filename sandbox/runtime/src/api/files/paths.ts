// Addresses of files as apps write them.

export const USER_DATA_PATH = "wxfile://usr";

/** Whether an address names a file of the app's own (user data, temporary, saved). */
export function isAppFile(path: string): boolean {
  return path.startsWith("wxfile://");
}

/** Whether it lies on a server, or is written out. */
export function isRemote(path: string): boolean {
  return /^(https?:)?\/\//i.test(path);
}

export function isData(path: string): boolean {
  return path.startsWith("data:");
}

/** Path of a package file without leading slash; dots are resolved, never above the root. */
export function packagePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** Where the Worker's own `read` finds a file: package path, or the place of an app file. */
export function readable(path: string): string {
  if (!isAppFile(path)) return `/${packagePath(path).split("/").map(encodeURIComponent).join("/")}`;
  return `/.fanlight/file/${encodeURIComponent(path.slice("wxfile://".length))}/data`;
}

/** File ending in lower case, without the dot; "" when there is none. */
export function ending(path: string): string {
  const name = path.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}
