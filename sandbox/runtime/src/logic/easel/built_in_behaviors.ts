// The behaviors that WeChat has by name: `behaviors: ["wx://form-field"]`
// (framework/custom-component/behaviors, "内置 behaviors").

import type { GeneralComponent } from "glass-easel";
import { Op } from "../../shared/ops.ts";
import type { BackendNode } from "../backend/node.ts";
import type { PageContext } from "../backend/context.ts";
import { componentOf, type AdapterBehavior, type AdapterSpace } from "./adapter.ts";

export type BuiltInBehaviors = ReadonlyMap<string, AdapterBehavior>;

/** Make them for a space, once. */
export function makeBuiltInBehaviors(space: AdapterSpace): BuiltInBehaviors {
  const field = space
    .behavior()
    .property("name", String)
    .property("value", null)
    .lifetime("attached", function () {
      writeField(componentOf(this), "name", "value");
    })
    .observer(["name", "value"], function () {
      writeField(componentOf(this), "name", "value");
    })
    .register();
  const plain = (): AdapterBehavior => space.behavior().register();
  return new Map([
    ["wx://form-field", field],
    // A group's fields are found by the form in the page itself.
    ["wx://form-field-group", plain()],
    ["wx://form-field-button", formButton(space)],
    // `export` works for every component; the behavior only says that it is wanted.
    ["wx://component-export", plain()],
    // Of WeChat's other renderer, where a scroll-view of the page can be handed to a component.
    ["wx://proxy-scroll-view", plain()],
  ]);
}

/** A button of the form around it, when the component's host is tapped (`form-type`). */
function formButton(space: AdapterSpace): AdapterBehavior {
  return space
    .behavior()
    .property("formType", String)
    .lifetime("attached", function () {
      writeField(componentOf(this), "formType");
    })
    .observer(["formType"], function () {
      writeField(componentOf(this), "formType");
    })
    .register();
}

/** Tell the view, whose form reads the fields within it. */
function writeField(component: GeneralComponent | null, ...names: readonly string[]): void {
  const node = component?.getBackendElement() as BackendNode | null | undefined;
  const context = component?.getBackendContext() as PageContext | null | undefined;
  if (!component || !node || !context) return;
  for (const name of names) {
    context.batch.put3(
      Op.FORM_FIELD,
      node.id,
      name,
      (component.data as Record<string, unknown>)[name],
    );
  }
}
