// <form> and <label>.

import { BuiltIn, textOf, type FormFieldHost, type TapPlace } from "../base.ts";
import { isFormField, isLabelled, type Labelled } from "./field.ts";
import { formValues, type NamedValue } from "./form_values.ts";

/** What WeChat's own developer tools answer: form ids have not been used since 2020. */
const FORM_ID = "the formId is a mock one";

export class Form extends BuiltIn {
  static override readonly styles = "wx-form { display: block; }";

  /** A button with form-type="submit" was tapped. */
  submit(): void {
    const value = formValues(this.#fields());
    this.emit("submit", this.flag("report-submit") ? { value, formId: FORM_ID } : { value });
  }

  reset(): void {
    for (const element of this.querySelectorAll("*")) {
      if (isFormField(element)) element.resetForm();
    }
    this.emit("reset");
  }

  #fields(): NamedValue[] {
    const fields: NamedValue[] = [];
    for (const element of this.querySelectorAll<FormFieldHost>("*")) {
      if (isFormField(element)) {
        fields.push({ name: element.formName, value: element.formValue() });
      } else if (element.formField) {
        const name = textOf(element.formField.get("name"));
        fields.push({ name, value: element.formField.get("value") });
      }
    }
    return fields;
  }
}

export class Label extends BuiltIn {
  static override readonly styles = "wx-label { display: inline; }";

  override tapped(at: TapPlace): boolean {
    const control = this.#control();
    if (control && !control.contains(at.target) && !isOwnControl(this, at.target)) {
      control.activate();
    }
    return false;
  }

  /** The control that `for` names: the nearest one of that id. Without it the first one within. */
  #control(): (Element & Labelled) | null {
    const id = this.text("for");
    if (id === "") return first(this.querySelectorAll("*"));
    const selector = `#${CSS.escape(id)}`;
    for (let around = this.parentElement; around; around = around.parentElement) {
      const found = first(around.querySelectorAll(selector));
      if (found) return found;
    }
    return null;
  }
}

function first(elements: NodeListOf<Element>): (Element & Labelled) | null {
  for (const element of elements) {
    if (isLabelled(element)) return element;
  }
  return null;
}

/** Whether what was tapped belongs to another control that stands in the label. */
function isOwnControl(label: Element, target: Element): boolean {
  for (let at: Element | null = target; at && at !== label; at = at.parentElement) {
    if (isLabelled(at)) return true;
  }
  return false;
}
