// Toasts, dialogs and sheets: the host draws them.

import { parameterError } from "./calling.ts";
import { ApiFailure } from "./failures.ts";
import type { Family, Kit } from "./kit.ts";
import { clamped, numberOf, recordOf, textOf, textsOf, typeName, type Loose } from "./reading.ts";

const MAX_TOAST_MS = 60_000;
const MAX_ITEMS = 6;
const MAX_TITLE = 200;
const MAX_CONTENT = 4000;
/** Characters a dialog's button may have; WeChat fails above four, ours has room for more. */
const MAX_BUTTON = 20;

export function interactionFamily(kit: Kit): Family {
  const { host } = kit;
  return {
    showToast: kit.later("showToast", (params) => {
      const icon = textOf(params["icon"], "success");
      return host.call("showToast", {
        title: cut(textOf(params["title"]), MAX_TITLE),
        // A picture of the app's own is not drawn by the host: the text stands alone.
        icon: params["image"] || !ICONS.has(icon) ? "none" : icon,
        duration: Math.round(clamped(numberOf(params["duration"], 1500), 0, MAX_TOAST_MS)),
        mask: Boolean(params["mask"]),
      });
    }),
    hideToast: kit.later("hideToast", () => host.call("hideToast", {})),
    showLoading: kit.later("showLoading", ({ title, mask }) =>
      host.call("showLoading", { title: cut(textOf(title), MAX_TITLE), mask: Boolean(mask) }),
    ),
    hideLoading: kit.later("hideLoading", () => host.call("hideLoading", {})),
    showModal: kit.later("showModal", (params) => showModal(kit, params)),
    showActionSheet: kit.later("showActionSheet", (params) => showActionSheet(kit, params)),
    enableAlertBeforeUnload: kit.later("enableAlertBeforeUnload", ({ message }) => {
      const content = cut(textOf(message), MAX_CONTENT);
      kit.ground.pages.current()?.setBackGuard(async () => {
        const answer = recordOf(await host.call("showModal", { content }));
        return answer["confirm"] === true;
      });
    }),
    disableAlertBeforeUnload: kit.later("disableAlertBeforeUnload", () => {
      kit.ground.pages.current()?.setBackGuard(null);
    }),
  };
}

const ICONS = new Set(["success", "error", "loading", "none"]);

async function showModal(kit: Kit, params: Loose): Promise<object> {
  for (const name of ["title", "content", "confirmText", "cancelText"]) {
    const value = params[name];
    // WeChat refuses these; null and undefined are let through here, as its newer versions do.
    if (value === undefined || value === null || typeof value === "string") continue;
    throw parameterError(`parameter.${name} should be String instead of ${typeName(value)};`);
  }
  const editable = params["editable"] === true;
  const answer = (await kit.host.call("showModal", {
    title: cut(textOf(params["title"]), MAX_TITLE),
    content: cut(textOf(params["content"]), MAX_CONTENT),
    showCancel: params["showCancel"] === undefined || Boolean(params["showCancel"]),
    ...buttonText("cancelText", params),
    ...buttonText("confirmText", params),
    editable,
    placeholderText: cut(textOf(params["placeholderText"]), MAX_TITLE),
  })) as { confirm: boolean; cancel: boolean; content: string | null };
  const { confirm, cancel } = answer;
  return { confirm, cancel, content: editable && confirm ? (answer.content ?? "") : null };
}

function buttonText(name: string, params: Loose): object {
  const text = textOf(params[name]);
  return text === "" ? {} : { [name]: cut(text, MAX_BUTTON) };
}

function showActionSheet(kit: Kit, params: Loose): Promise<unknown> {
  const itemList = textsOf(params["itemList"]);
  if (itemList.length < 1) {
    throw parameterError("parameter.itemList should have at least 1 item;");
  }
  if (itemList.length > MAX_ITEMS) {
    throw new ApiFailure("parameter error: itemList should not be large than 6");
  }
  const alertText = cut(textOf(params["alertText"]), MAX_TITLE);
  const shown = kit.host.call("showActionSheet", {
    itemList: itemList.map((item) => (item === "" ? " " : cut(item, MAX_TITLE))),
    alertText,
  });
  // Older apps read `cancel` in success; WeChat has long called fail instead, as the host does.
  return shown;
}

function cut(text: string, length: number): string {
  return text.length > length ? text.slice(0, length) : text;
}
