// Tags that WeChat removed in 2016, by name.

import type { BuiltIns } from "../base.ts";
import {
  ActionSheet,
  ActionSheetCancel,
  ActionSheetItem,
  ContactButton,
  Loading,
  Modal,
  Toast,
} from "./boxes.ts";

export const legacy: BuiltIns = {
  loading: Loading,
  modal: Modal,
  toast: Toast,
  "action-sheet": ActionSheet,
  "action-sheet-item": ActionSheetItem,
  "action-sheet-cancel": ActionSheetCancel,
  "contact-button": ContactButton,
};
