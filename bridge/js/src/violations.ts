// What the document's Content-Security-Policy refused, told to the host once each.

const MAX_TOLD = 100;

/** `tell` gets the directive and the address, without query and fragment: they may hold secrets. */
export function reportViolations(
  document: EventTarget,
  tell: (directive: string, blocked: string) => void,
): void {
  const told = new Set<string>();
  document.addEventListener("securitypolicyviolation", (event) => {
    if (!("effectiveDirective" in event && "blockedURI" in event)) return;
    const directive = String(event.effectiveDirective);
    const blocked = String(event.blockedURI)
      .replace(/[?#].*$/s, "")
      .slice(0, 300);
    const key = `${directive} ${blocked}`;
    if (told.has(key) || told.size >= MAX_TOLD) return;
    told.add(key);
    tell(directive, blocked);
  });
}
