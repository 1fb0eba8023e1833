// Tags of forms, by name.

import type { BuiltIns } from "../base.ts";
import { Button } from "./button.ts";
import { Checkbox, CheckboxGroup, Radio, RadioGroup } from "./choice.ts";
import { Form, Label } from "./form.ts";
import { Input } from "./input.ts";
import { Slider } from "./slider.ts";
import { Switch } from "./switch.ts";
import { Textarea } from "./textarea.ts";

export const forms: BuiltIns = {
  button: Button,
  checkbox: Checkbox,
  "checkbox-group": CheckboxGroup,
  radio: Radio,
  "radio-group": RadioGroup,
  switch: Switch,
  slider: Slider,
  input: Input,
  textarea: Textarea,
  form: Form,
  label: Label,
};
