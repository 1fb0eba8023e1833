// How the view's rooms speak to the logic layer.

import type { ToLogic } from "../shared/messages.ts";
import type { Happenings } from "../shared/questions.ts";

export type Post = (message: ToLogic, transfer?: Transferable[]) => void;

export type Happen = <N extends keyof Happenings>(name: N, params: Happenings[N]) => void;

export function happenBy(post: Post): Happen {
  return (name, params) => {
    post({ t: "happened", name, params });
  };
}
