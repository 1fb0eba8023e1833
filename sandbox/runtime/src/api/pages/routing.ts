// Going from page to page, and what belongs to a page's way in.

import type { NavigateParams, Router } from "../../logic/api_ports.ts";
import { ApiFailure } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";
import { isFunction, numberOf, recordOf, textOf, type Loose } from "../reading.ts";

export function routingFamily(kit: Kit): Family {
  const { router } = kit.ground;
  return {
    navigateTo: kit.later("navigateTo", (params) =>
      routed(router.navigateTo({ url: textOf(params["url"]), ...eventsOf(params) })),
    ),
    redirectTo: kit.later("redirectTo", ({ url }) =>
      routed(router.redirectTo({ url: textOf(url) })),
    ),
    reLaunch: kit.later("reLaunch", ({ url }) => routed(router.reLaunch({ url: textOf(url) }))),
    switchTab: kit.later("switchTab", ({ url }) => routed(router.switchTab({ url: textOf(url) }))),
    navigateBack: kit.later("navigateBack", ({ delta }) =>
      routed(router.navigateBack({ delta: Math.max(1, Math.trunc(numberOf(delta, 1))) })),
    ),
    router: routerObject(router),
    rewriteRoute: kit.never("rewriteRoute", "not supported"),
    preDownloadSubpackage: (given: unknown) => {
      // Every subpackage came with the package.
      void kit.later("preDownloadSubpackage", () => ({}))(given);
      return { onProgressUpdate: () => undefined, offProgressUpdate: () => undefined };
    },
  };
}

/** wx.router, of WeChat's other renderer: its routes are ordinary ones here, its builders idle. */
function routerObject(router: Router): Family {
  const builders = new Map<string, unknown>();
  return {
    addRouteBuilder: (name: unknown, builder: unknown) => {
      builders.set(textOf(name), builder);
    },
    getRouteContext: () => routeContext(router),
    removeRouteBuilder: (name: unknown) => {
      builders.delete(textOf(name));
    },
    navigateTo: (params: unknown) =>
      routed(router.navigateTo({ url: textOf(recordOf(params)["url"]) })),
    navigateBack: (params: unknown) =>
      routed(router.navigateBack({ delta: numberOf(recordOf(params)["delta"], 1) })),
  };
}

/** What a custom route's page gets: its way in has ended. */
function routeContext(router: Router): Family {
  return {
    primaryAnimation: { value: 1 },
    primaryAnimationStatus: { value: 3 },
    secondaryAnimation: { value: 0 },
    secondaryAnimationStatus: { value: 0 },
    userGestureInProgress: { value: 0 },
    startUserGesture: () => undefined,
    stopUserGesture: () => undefined,
    didPop: () => {
      router.navigateBack({ delta: 1 }).catch(() => undefined);
    },
  };
}

function eventsOf({ events }: Loose): Pick<NavigateParams, "events"> {
  const heard = Object.entries(recordOf(events)).filter(([, listener]) => isFunction(listener));
  if (heard.length === 0) return {};
  return { events: Object.fromEntries(heard) as NonNullable<NavigateParams["events"]> };
}

/** The router's refusals hold WeChat's own words. */
async function routed(going: Promise<object>): Promise<object> {
  try {
    return { ...(await going) };
  } catch (error) {
    const { message } = recordOf(error);
    throw typeof message === "string" ? new ApiFailure(message) : error;
  }
}
