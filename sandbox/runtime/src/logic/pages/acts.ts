// What components in the view have the logic layer do (Reporter.act, ../../components/acts.ts).

import type { Element } from "glass-easel";
import type { Acts, Navigation } from "../../components/acts.ts";
import type { Happenings } from "../../shared/questions.ts";
import type { Makers, Router } from "../api_ports.ts";
import type { BackendNode } from "../backend/node.ts";
import { record } from "../easel/definition.ts";
import type { Page } from "./page.ts";
import type { Sharing } from "./sharing.ts";

type Act = Happenings["act"];

export interface ActEnds {
  readonly router: Router;
  readonly sharing: Sharing;
  readonly makers: Partial<Makers>;
  page(id: number): Page | null;
  exit(): void;
}

/** The event that a button hears after an open-type. */
const EVENT_OF: Readonly<Record<string, string>> = {
  launchApp: "launchapp",
};

export class ActDesk {
  readonly #ends: ActEnds;

  constructor(ends: ActEnds) {
    this.#ends = ends;
  }

  /** Do it, and tell the node how it ended. */
  take(act: Act): void {
    const page = this.#ends.page(act.page);
    const node = page?.context.find(act.node) ?? null;
    if (!page) return;
    const { params } = act;
    switch (act.name) {
      case "navigate":
        void this.#navigate(node, params as unknown as Navigation);
        break;
      case "openType":
        void this.#openType(page, node, params as unknown as Acts["openType"]);
        break;
      case "pageContainer":
        page.setLayer(params["shown"] === true ? act.node : null);
        break;
      case "imageMenu":
        this.#ends.makers.imageMenu?.(String(params["src"]));
        break;
      case "navigationBar":
        this.#bar(page, params);
        break;
      case "pageMeta":
        page.setWindow(windowPart(params));
        break;
      default:
    }
  }

  async #navigate(node: BackendNode | null, params: Navigation): Promise<void> {
    const name = params.target === "miniProgram" ? "navigateToMiniProgram" : apiOf(params.openType);
    try {
      await this.#go(params);
      trigger(node, "success", { errMsg: `${name}:ok` });
      trigger(node, "complete", { errMsg: `${name}:ok` });
    } catch (error) {
      const said = record(error)["errMsg"] ?? `${name}:fail ${String(record(error)["message"])}`;
      trigger(node, "fail", { errMsg: said });
      trigger(node, "complete", { errMsg: said });
    }
  }

  async #go(params: Navigation): Promise<unknown> {
    const { router, makers } = this.#ends;
    const { url, delta } = params;
    if (params.openType === "exit") {
      this.#ends.exit();
      return undefined;
    }
    if (params.target === "miniProgram") {
      const { appId, path, extraData } = params;
      if (!makers.travel) throw new Error("not supported");
      return makers.travel({ appId, path, extraData });
    }
    switch (params.openType) {
      case "redirect":
        return router.redirectTo({ url });
      case "switchTab":
        return router.switchTab({ url });
      case "reLaunch":
        return router.reLaunch({ url });
      case "navigateBack":
        return router.navigateBack({ delta });
      case "navigate":
        return router.navigateTo({ url });
    }
  }

  async #openType(page: Page, node: BackendNode | null, params: Acts["openType"]): Promise<void> {
    const { openType, options } = params;
    if (openType === "share") {
      await this.#ends.sharing.share(page, "button", node?.__wxElement ?? null);
      return;
    }
    const type = EVENT_OF[openType] ?? openType.toLowerCase();
    const failed = { errMsg: `${openType}:fail not supported` };
    const detail = await (
      this.#ends.makers.openType?.(openType, options) ?? Promise.resolve(failed)
    ).catch((error: unknown) => ({
      errMsg: `${openType}:fail ${String(record(error)["message"])}`,
    }));
    const hasFailed = String(record(detail)["errMsg"]).includes(":fail");
    trigger(node, openType === "launchApp" && hasFailed ? "error" : type, detail);
  }

  #bar(page: Page, params: Acts["navigationBar"]): void {
    const { title, loading, frontColor, backgroundColor, animation } = params;
    page.setBar({
      ...(title === undefined ? {} : { title }),
      ...(loading === undefined ? {} : { loading }),
      ...(frontColor === undefined
        ? {}
        : { textStyle: frontColor.toLowerCase() === "#ffffff" ? "white" : "black" }),
      ...(backgroundColor === undefined ? {} : { backgroundColor }),
      ...(animation === undefined
        ? {}
        : { animation: { duration_ms: animation.duration, timingFunc: animation.timingFunc } }),
    });
  }
}

function apiOf(openType: Navigation["openType"]): string {
  if (openType === "navigate") return "navigateTo";
  return openType === "redirect" ? "redirectTo" : openType;
}

function trigger(node: BackendNode | null, type: string, detail: object): void {
  const element: Element | undefined = node?.__wxElement;
  element?.triggerEvent(type, detail, {});
}

function windowPart(params: Readonly<Record<string, unknown>>): Record<string, string> {
  const part: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === "string") part[name] = value;
  }
  return part;
}
