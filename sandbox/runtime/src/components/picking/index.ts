// Tags to choose with wheels, by name.

import type { BuiltIns } from "../base.ts";
import { Picker } from "./picker.ts";
import { PickerView, PickerViewColumn } from "./picker_view.ts";

export const picking: BuiltIns = {
  picker: Picker,
  "picker-view": PickerView,
  "picker-view-column": PickerViewColumn,
};
