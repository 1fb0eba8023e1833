// Addresses as an app writes them, as the document may load them.

const FILE_SCHEME = "wxfile://";
const FILES = "/.fanlight/file/";
/** Older apps have these for wxfile:// (`http://tmp/…` of the developer tools). */
const OLD_FILES = /^https?:\/\/(tmp|usr|store)\//;
const ALLOWED = /^(?:https?:|data:(?:image|video|audio|font|application)\/|blob:)/i;
/** Films by http: are shown in WeChat; Chromium does not ask by https: for them of itself. */
const PLAIN = /^http:\/\/([^/?#:@]+(?:[/?#]|$))/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** `address` for the document: a path on the app's own origin, or an absolute address. Relative
 *  ones are taken from `route`, the page's path. Null: the page may not load it. */
export function addressFor(address: string, route: string): string | null {
  const text = address.trim();
  if (text === "") return null;
  const file = filePath(text);
  if (file !== null) return `${FILES}${encodeURIComponent(file)}/data`;
  if (text.startsWith("//")) return `https:${text}`;
  if (SCHEME.test(text)) return ALLOWED.test(text) ? text.replace(PLAIN, "https://$1") : null;
  return packagePath(text, route);
}

/** The part behind wxfile://, when it is one of the app's files. */
function filePath(text: string): string | null {
  if (text.startsWith(FILE_SCHEME)) return text.slice(FILE_SCHEME.length);
  return OLD_FILES.test(text) ? text.replace(OLD_FILES, "$1/") : null;
}

function packagePath(text: string, route: string): string | null {
  const [path = ""] = text.split(/[?#]/, 1);
  const parts = path.startsWith("/") ? [] : route.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : `/${parts.map(encoded).join("/")}`;
}

/** A path is written plain or percent-encoded; both name the same file. */
function encoded(part: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(part));
  } catch {
    return encodeURIComponent(part);
  }
}
