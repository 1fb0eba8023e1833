// MainWorld, at document creation, before any script of the page.

import { remoteFetch } from "./fetch.ts";
import { makePage } from "./page.ts";
import { remoteXhr } from "./xhr.ts";

const base = (): string => document.baseURI;

Object.defineProperty(window, "fanlight", {
  value: makePage(window, document),
  writable: true,
  enumerable: false,
  configurable: true,
});
window.fetch = remoteFetch(window.fetch.bind(window), base);
window.XMLHttpRequest = remoteXhr(window.XMLHttpRequest, base);
