// What requirePlugin gives. A plugin is another publisher's code, fetched from WeChat's servers: it
// does not run here. Most apps call one in passing (`chooseLocation.getLocation()` whenever a page is
// shown), and a page that breaks over it would be lost without need. So every member is a function
// that does nothing: it gives undefined, as such plugins do before anybody chose anything, and fails
// where it is given somebody to tell.

import { recordOf } from "../api/reading.ts";

export function absentPlugin(name: string): object {
  const members = new Map<PropertyKey, unknown>();
  return new Proxy(
    {},
    {
      get(_plugin, key) {
        // A plugin is no promise, and what looks for symbols asks about something else.
        if (typeof key === "symbol" || key === "then" || key in Object.prototype) {
          return Reflect.get(Object.prototype, key) as unknown;
        }
        const known = members.get(key) ?? absentMember(name, key);
        members.set(key, known);
        return known;
      },
      set(_plugin, key, value) {
        members.set(key, value);
        return true;
      },
    },
  );
}

function absentMember(plugin: string, member: string): (options?: unknown) => void {
  return (options) => {
    const { fail, complete } = recordOf(options);
    const error = { errMsg: `${member}:fail plugins do not run here (${plugin})` };
    for (const told of [fail, complete]) {
      if (typeof told === "function") void Promise.resolve(error).then(told as (e: object) => void);
    }
  };
}
