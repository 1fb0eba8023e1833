// Focus and keys of components that are pressed: Enter and Space are a tap.

/** Makes `tag` reachable by Tab (unless `isOff()`), and its Enter and Space a click on it. */
export function pressByKeys(tag: HTMLElement, isOff: () => boolean): void {
  tag.addEventListener("keydown", (event) => {
    if (event.target !== tag || event.isComposing || isOff()) return;
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (!event.repeat) tag.click();
  });
}

/** Whether Tab stops at `tag`; a tabindex of the app's own stays. */
export function setReachable(tag: HTMLElement, reachable: boolean): void {
  if (reachable && !tag.hasAttribute("tabindex")) tag.tabIndex = 0;
  else if (!reachable && tag.getAttribute("tabindex") === "0") tag.removeAttribute("tabindex");
}
