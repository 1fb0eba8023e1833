// The field that has the focus, and what the app wants to know of it.

import type { ApiAsks } from "../../shared/api_questions.ts";
import { focusedElement, isField } from "../events/keys.ts";
import type { PageStack } from "../pages/stack.ts";
import type { Happen } from "../posting.ts";

/** The selection of the focused field; null when no text field has the focus. */
export function selection(): ApiAsks["keyboard.selection"]["result"] {
  const focused = focusedElement();
  if (!(focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement)) return null;
  const { selectionStart, selectionEnd } = focused;
  if (selectionStart === null || selectionEnd === null) return null;
  return { start: selectionStart, end: selectionEnd };
}

export function hideKeyboard(): void {
  const focused = focusedElement();
  if (focused && isField(focused)) focused.blur();
}

/** Tell of fields that get or lose the focus; a desktop's keyboard takes no room. */
export function reportFields(pages: PageStack, happen: Happen): void {
  const tell = (): void => {
    const page = pages.shown;
    if (page) happen("keyboard", { page: page.id, height: 0, duration: 0 });
  };
  for (const type of ["focusin", "focusout"] as const) {
    window.addEventListener(type, (event) => {
      const [field] = event.composedPath();
      if (field instanceof Element && isField(field)) tell();
    });
  }
}
