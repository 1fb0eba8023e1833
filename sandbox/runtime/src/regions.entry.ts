// The names of China's regions, for <picker mode="region">; see components/picking/area_list.ts.

import { areaList } from "@vant/area-data";

import { REGIONS_EVENT } from "./components/picking/area_list.ts";

document.dispatchEvent(new CustomEvent(REGIONS_EVENT, { detail: areaList }));
