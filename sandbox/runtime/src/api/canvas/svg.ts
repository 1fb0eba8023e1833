// Enough of SVG to tell that a file is one, and how large it says it is.

const HEAD_BYTES = 2048;

/** Width and height (px) of an SVG file; null when it is none. */
export function svgSize(bytes: ArrayBuffer): { width: number; height: number } | null {
  const head = String.fromCharCode(...new Uint8Array(bytes.slice(0, HEAD_BYTES)));
  const tag = /<svg\b[^>]*>/i.exec(head)?.[0];
  if (tag === undefined) return null;
  const [, , width = "0", height = "0"] =
    /viewBox\s*=\s*["']\s*([-\d.e]+)[\s,]+([-\d.e]+)[\s,]+([\d.e]+)[\s,]+([\d.e]+)/i
      .exec(tag)
      ?.slice(1) ?? [];
  return {
    width: lengthOf(tag, "width") ?? Number(width),
    height: lengthOf(tag, "height") ?? Number(height),
  };
}

function lengthOf(tag: string, name: string): number | null {
  const value = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`, "i").exec(tag);
  return value?.[1] === undefined ? null : Number(value[1]);
}
