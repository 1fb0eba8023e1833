// The `value` of a form's submit event (component/form). No DOM here.

/** One field as a form found it, in the order of the page. */
export interface NamedValue {
  readonly name: string;
  readonly value: unknown;
}

/** Values by name; a field without a name is left out, of two with one name the last one counts. */
export function formValues(fields: readonly NamedValue[]): Record<string, unknown> {
  const values = new Map<string, unknown>();
  for (const { name, value } of fields) {
    if (name !== "") values.set(name, value);
  }
  return Object.fromEntries(values);
}
