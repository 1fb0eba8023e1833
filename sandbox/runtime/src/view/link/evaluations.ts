// Text that the app's developer runs in the logic layer (`fanlight open --eval`).

import type { Tells } from "../../shared/questions.ts";
import type { Post } from "../posting.ts";

interface Ends {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class Evaluations {
  readonly #post: Post;
  readonly #underWay = new Map<number, Ends>();
  #last = 0;

  constructor(post: Post) {
    this.#post = post;
  }

  /** The value of an expression there. Rejects with its error. */
  async run(expression: string): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return await new Promise((resolve, reject) => {
      this.#underWay.set(id, { resolve, reject });
      this.#post({ t: "eval", id, expression });
    });
  }

  settle({ id, value, error }: Tells["evaluated"]): void {
    const ends = this.#underWay.get(id);
    this.#underWay.delete(id);
    if (error !== undefined) ends?.reject(new Error(error));
    else ends?.resolve(value === undefined ? undefined : JSON.parse(value));
  }
}
