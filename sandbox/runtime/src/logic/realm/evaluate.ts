// Runs text for the app's developer (`fanlight open --eval`), in the app's global scope.

import type { ToLogic } from "../../shared/messages.ts";
import type { Tells } from "../../shared/questions.ts";
import { errorText } from "./inspect.ts";

type Question = Extract<ToLogic, { t: "eval" }>;

/** Tells the value as JSON, a promise's when it is one. `run` null: nobody may. */
export async function evaluate(
  run: ((text: string) => unknown) | null,
  { id, expression }: Question,
  tell: (told: Tells["evaluated"]) => void,
): Promise<void> {
  try {
    if (!run) throw new Error("this app was not opened by its developer");
    const value = JSON.stringify(await run(expression)) as string | undefined;
    tell(value === undefined ? { id } : { id, value });
  } catch (error) {
    tell({ id, error: errorText(error) });
  }
}
