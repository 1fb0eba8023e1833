// What components ask the logic layer to do (Reporter.act), by name. Results come to the app as
// events on the same node, which the logic layer triggers itself.

import type { BuiltIn } from "./base.ts";

/** A <navigator>: as wx.navigateTo and its kin; with `target` "miniProgram" it goes to another
 *  mini-program. The node then hears success, fail and complete. */
export interface Navigation {
  readonly target: "self" | "miniProgram";
  readonly openType: "navigate" | "redirect" | "switchTab" | "reLaunch" | "navigateBack" | "exit";
  readonly url: string;
  readonly delta: number;
  readonly appId: string;
  readonly path: string;
  readonly extraData: unknown;
  readonly version: string;
  readonly shortLink: string;
}

export interface Acts {
  navigate: Navigation;
  /** A button's open-type. `options` are its other attributes in dash-case (lang, app-parameter,
   *  session-from, send-message-title, …). The node then hears the event of that type:
   *  getUserInfo getuserinfo, getPhoneNumber getphonenumber, getRealtimePhoneNumber
   *  getrealtimephonenumber, contact contact, openSetting opensetting, launchApp launchapp/error,
   *  chooseAvatar chooseavatar, agreePrivacyAuthorization agreeprivacyauthorization,
   *  createLiveActivity createliveactivity. share: the page's onShareAppMessage. */
  openType: { readonly openType: string; readonly options: Readonly<Record<string, unknown>> };
  /** A <page-container> is shown or gone: while it is, going back invokes its `close` instead. */
  pageContainer: { readonly shown: boolean };
  /** The menu of a picture (show-menu-by-longpress): preview, save, read its code. */
  imageMenu: { readonly src: string };
  /** <page-meta>: only what the view cannot do itself; members that the app set. */
  pageMeta: {
    readonly backgroundTextStyle?: string;
    readonly backgroundColor?: string;
    readonly backgroundColorTop?: string;
    readonly backgroundColorBottom?: string;
    readonly pageOrientation?: string;
    /** Scroll the page there. The node then hears scrolldone. */
    readonly scroll?: { readonly top_px: number; readonly duration_ms: number };
  };
  /** <navigation-bar>: wx.setNavigationBarTitle and its kin; members that the app set. */
  navigationBar: {
    readonly title?: string;
    readonly loading?: boolean;
    readonly frontColor?: string;
    readonly backgroundColor?: string;
    readonly animation?: { readonly duration: number; readonly timingFunc: string };
  };
}

/** Reports an act of `element`, if anything hears it yet. */
export function act<Name extends keyof Acts>(
  element: BuiltIn,
  name: Name,
  params: Acts[Name],
): void {
  element.reporter?.act(element, name, params);
}
