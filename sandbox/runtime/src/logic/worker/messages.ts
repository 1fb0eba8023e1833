// Between the logic layer and a Worker of the app (wx.createWorker).

/** First message to it; everything after it is the app's own, wrapped. */
export interface Work {
  readonly t: "work";
  /** Id of the module that it runs. */
  readonly script: string;
}

export type ToWorker = Work | { readonly t: "message"; readonly message: unknown };

export type FromWorker =
  | { readonly t: "message"; readonly message: unknown }
  | { readonly t: "failed"; readonly message: string }
  | {
      readonly t: "print";
      readonly level: string;
      readonly args: readonly unknown[];
      readonly place: string | undefined;
    };
