import { translate } from "../../app.js";

translate();
