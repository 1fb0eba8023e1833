// The app's `wx`. Each family of APIs is a file; here they become one object, an ordinary one: apps
// replace its members, list them and look them up by name.

import type { ApiGround } from "../logic/api_ports.ts";
import { actMakers } from "./acts.ts";
import { personFamily } from "./account/person.ts";
import { privacyFamily } from "./account/privacy.ts";
import { scopesFamily } from "./account/scopes.ts";
import { animationFamily } from "./animation.ts";
import { adsFamily } from "./apart/ads.ts";
import { cloudFamily } from "./apart/cloud.ts";
import { hardwareFamily } from "./apart/hardware.ts";
import { idleObjectsFamily } from "./apart/idle_objects.ts";
import { workletFamily } from "./apart/worklet.ts";
import { canIUseFamily } from "./can_i_use.ts";
import { Boards } from "./canvas/boards.ts";
import { canvasFamily } from "./canvas/family.ts";
import { Pictures } from "./canvas/images.ts";
import { CanvasContext } from "./canvas/recorder.ts";
import { filesFamily } from "./files/file_system.ts";
import { Sources } from "./files/sources.ts";
import { interactionFamily } from "./interaction.ts";
import { Kit, roomy, type Family } from "./kit.ts";
import { locationFamily } from "./location.ts";
import { backgroundAudioFamily } from "./media/background_audio.ts";
import { choosingFamily } from "./media/choosing.ts";
import { Contexts } from "./media/contexts.ts";
import { picturesFamily } from "./media/pictures.ts";
import { Players, playersFamily } from "./media/players.ts";
import { requestFamily } from "./network/request.ts";
import { socketsFamily } from "./network/sockets.ts";
import { transfersFamily } from "./network/transfers.ts";
import { openingFamily } from "./opening.ts";
import { barsFamily } from "./pages/bars.ts";
import { routingFamily } from "./pages/routing.ts";
import { scrollingFamily } from "./pages/scrolling.ts";
import { storageFamily } from "./storage.ts";
import { appFamily } from "./system/app.ts";
import { deviceFamily } from "./system/device.ts";
import { informationFamily } from "./system/information.ts";
import { performanceFamily } from "./system/performance.ts";
import { workFamily } from "./system/work.ts";

/** Made once, before any code of the app runs. */
export function makeWx(ground: ApiGround): Family {
  return assemble(new Kit(ground));
}

/** The same with its Kit, which knows which members only fail (the docs' table, tests). */
export function assemble(kit: Kit): Family {
  const { ground } = kit;
  const sources = new Sources(ground);
  const players = new Players(kit);
  const contexts = new Contexts(kit);
  const boards = new Boards(
    kit,
    new Pictures(ground.engine, sources, (what, run) => {
      ground.guarded(what, run);
    }),
  );
  ground.provide({
    node: (place, tag) =>
      tag === "canvas" ? boards.node(place) : Promise.resolve(contexts.of(place, tag)),
    context: (place, tag) =>
      Promise.resolve(
        tag === "canvas" ? new CanvasContext(boards.boardAt(() => place)) : contexts.of(place, tag),
      ),
  });
  ground.provide(actMakers(kit, sources));
  const families: Family[] = [
    storageFamily(kit),
    requestFamily(kit),
    transfersFamily(kit, sources),
    socketsFamily(kit),
    filesFamily(kit),
    interactionFamily(kit),
    routingFamily(kit),
    barsFamily(kit),
    scrollingFamily(kit),
    informationFamily(kit),
    appFamily(kit),
    deviceFamily(kit),
    performanceFamily(kit),
    workFamily(kit),
    locationFamily(kit),
    openingFamily(kit),
    personFamily(kit),
    scopesFamily(kit),
    privacyFamily(kit),
    animationFamily(kit),
    queriesFamily(kit),
    contexts.family(),
    canvasFamily(kit, boards, sources),
    choosingFamily(kit, sources),
    picturesFamily(kit, sources),
    playersFamily(kit, players, sources),
    backgroundAudioFamily(kit, players, sources),
    adsFamily(kit),
    cloudFamily(kit),
    hardwareFamily(kit),
    idleObjectsFamily(kit),
    workletFamily(),
  ];
  const wx = roomy();
  for (const family of families) Object.assign(wx, family);
  return Object.assign(wx, canIUseFamily(kit, wx));
}

function queriesFamily({ ground }: Kit): Family {
  return {
    createSelectorQuery: () => ground.createSelectorQuery(),
    createIntersectionObserver: (component: unknown, options: unknown) =>
      ground.createIntersectionObserver(component, options as object | undefined),
    createMediaQueryObserver: (component: unknown) => ground.createMediaQueryObserver(component),
  };
}
