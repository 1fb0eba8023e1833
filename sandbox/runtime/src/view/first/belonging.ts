// What a page that was made ahead is told when it becomes an app's: all that its first screen is
// drawn of, in the host's one word, in place of a request for each (sandbox/weixin_beginning.py).

/** The host's word itself. */
export interface Belonged {
  /** Null when the app's files are to be asked for, or its first frame stands already. */
  readonly belonging: Belonging | null;
  /** How the app is opened, as its event `appShown` will say it. */
  readonly opening: unknown;
}

export interface Belonging {
  /** The page that the app is opened at. */
  readonly route: string;
  /** weixin/app.json. */
  readonly config: string;
  /** Compiled style sheets by their package paths; others are asked for. */
  readonly sheets: Readonly<Record<string, string>>;
  /** The page's first frame; null when it has none. */
  readonly frame: string | null;
}
