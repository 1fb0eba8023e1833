// wx.cloud, WeChat's hosted servers. Preparing it succeeds, so that apps start; what would reach a
// server fails, since this host has none for it.

import type { Call } from "../calling.ts";
import type { Family, Kit } from "../kit.ts";
import { recordOf, textOf, words } from "../reading.ts";

const REASON = "cloud is not configured in this host";
const CODE = -601034;

const COMMANDS = words(`
  eq neq lt lte gt gte in nin exists mod all elemMatch size and or not nor set remove inc mul push
  pop shift unshift addToSet pull pullAll rename min max expr jsonSchema geoNear geoWithin
  geoIntersects
`);
const CHAINED = words(`
  where orderBy limit skip field aggregate match group lookup project sort sample unwind count
`);
const FAILING = words(`
  get add update remove set end
`);

export function cloudFamily(kit: Kit): Family {
  kit.failing.set("cloud", REASON);
  const fails = (name: string): Call =>
    kit.caller.never(`cloud.${name}`, REASON, { errCode: CODE });
  // A task, and where no callback was given also a promise.
  const transfer = (name: string) => (given: unknown) => {
    const promise = fails(name)(given) ?? {};
    return Object.assign(promise, {
      abort: () => undefined,
      onProgressUpdate: () => undefined,
      offProgressUpdate: () => undefined,
      onHeadersReceived: () => undefined,
      offHeadersReceived: () => undefined,
    });
  };
  const cloud: Family = {
    init: () => undefined,
    callFunction: fails("callFunction"),
    callContainer: fails("callContainer"),
    connectContainer: fails("connectContainer"),
    uploadFile: transfer("uploadFile"),
    downloadFile: transfer("downloadFile"),
    getTempFileURL: fails("getTempFileURL"),
    deleteFile: fails("deleteFile"),
    database: () => database(fails),
    CloudID,
    CDN: Cdn,
    services: {},
    extend: {},
  };
  // `new wx.cloud.Cloud({...})` is the same under another environment.
  cloud["Cloud"] = function Cloud() {
    return { ...cloud, init: () => Promise.resolve() };
  };
  return { cloud };
}

class CloudID {
  readonly cloudID: string;

  constructor(cloudID: unknown) {
    this.cloudID = textOf(cloudID);
  }
}

class Cdn {
  readonly target: unknown;

  constructor(target: unknown) {
    this.target = target;
  }
}

function database(fails: (name: string) => Call): object {
  const query = (): object => {
    const made: Record<string, unknown> = {};
    for (const name of CHAINED) made[name] = () => made;
    for (const name of FAILING) made[name] = fails(`database.${name}`);
    made["count"] = fails("database.count");
    made["doc"] = () => made;
    made["watch"] = (options: unknown) => {
      const { onError } = recordOf(options);
      if (typeof onError === "function") {
        Reflect.apply(onError, undefined, [{ errMsg: `watch:fail ${REASON}`, errCode: CODE }]);
      }
      return { close: () => Promise.resolve() };
    };
    return made;
  };
  const command = Object.fromEntries(
    COMMANDS.map((operator) => [
      operator,
      (...operands: unknown[]) => ({ operator, operands, and: command, or: command }),
    ]),
  ) as Record<string, unknown>;
  command["aggregate"] = {};
  return {
    collection: query,
    createCollection: fails("database.createCollection"),
    command,
    serverDate: (options: unknown) => ({ offset: recordOf(options)["offset"] ?? 0 }),
    RegExp: (options: unknown) => ({ ...recordOf(options) }),
    Geo: {},
  };
}
