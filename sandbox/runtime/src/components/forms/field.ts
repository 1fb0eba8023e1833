// What a form needs of the fields in it, and a label of what it stands for.

/** A component whose value a <form> collects under its name. */
export interface FormField {
  readonly formName: string;
  formValue(): unknown;
  resetForm(): void;
}

/** A component that a <label> can stand for. */
export interface Labelled {
  activate(): void;
}

export function isFormField(element: object): element is FormField {
  return "formValue" in element;
}

export function isLabelled(element: Element): element is Element & Labelled {
  return "activate" in element;
}
