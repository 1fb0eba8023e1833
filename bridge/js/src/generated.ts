// Made by `python -m bridge.schema --write` from bridge/api; do not edit.

export const PROTOCOL_VERSION = 1;
/** The longest message the channel takes; longer calls go by the scheme. */
export const MAX_MESSAGE_BYTES = 262144;
/** The longest call the scheme takes. */
export const MAX_BODY_BYTES = 16777216;
/** The most bytes that a message holds as base64 where they can travel beside it. */
export const INLINE_BODY_BYTES = 98304;
/** How deep a message may nest. */
export const MAX_DEPTH = 64;

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A right a manifest may ask for. */
export type Scope =
  | "clipboard.read"
  | "clipboard.write"
  | "location"
  | "notification"
  | "open.app";

/** Why a call failed. */
export type ErrorCode =
  | "call.cancelled"
  | "call.deadline"
  | "call.file"
  | "call.invalid_params"
  | "call.message_invalid"
  | "call.network"
  | "call.not_found"
  | "call.not_supported"
  | "call.permission_denied"
  | "call.quota"
  | "call.rate_limited"
  | "call.stale_document"
  | "call.too_large"
  | "call.unknown_method"
  | "internal";

/** What a page may report about itself. */
export type PageMarkName =
  | "ready"
  | "painted"
  | "first-paint"
  | "first-contentful-paint"
  | "largest-contentful-paint";

export type BarStyle =
  | "default"
  | "custom";

export type BarText =
  | "black"
  | "white";

export type Coordinates =
  | "wgs84"
  | "gcj02";

export type DataEncoding =
  | "json"
  | "base64";

export type DigestAlgorithm =
  | "md5"
  | "sha1"
  | "sha256";

export type Encoding =
  | "utf8"
  | "base64";

export type FileForm =
  | "base64"
  | "arraybuffer";

export type FrontColor =
  | "#ffffff"
  | "#000000";

export type HttpMethod =
  | "GET"
  | "HEAD"
  | "POST"
  | "PUT"
  | "PATCH"
  | "DELETE"
  | "OPTIONS";

export type KeepKind =
  | "image"
  | "video"
  | "file";

export type LogLevel =
  | "debug"
  | "info"
  | "log"
  | "warn"
  | "error";

export type MediaType =
  | "image"
  | "video";

export type NetworkType =
  | "wifi"
  | "2g"
  | "3g"
  | "4g"
  | "5g"
  | "unknown"
  | "none";

export type Platform =
  | "windows"
  | "mac"
  | "linux";

export type Release =
  | "develop"
  | "trial"
  | "release";

export type Reply =
  | "accept"
  | "reject";

export type ResponseType =
  | "text"
  | "arraybuffer";

export type Theme =
  | "light"
  | "dark";

export type ToastIcon =
  | "success"
  | "error"
  | "loading"
  | "none";

export interface ActionSheetOutcome {
  /** The chosen item, counted from 0. */
  tapIndex: number;
}

export interface AddressOutcome {
  /** Who receives. */
  userName: string;
  /** Their telephone. */
  telNumber: string;
  /** Post code. */
  postalCode: string;
  /** Province or state. */
  provinceName: string;
  /** City. */
  cityName: string;
  /** District. */
  countyName: string;
  /** Street or quarter. */
  streetName: string;
  /** House, door and the like. */
  detailInfo: string;
  /** As `detailInfo`. */
  detailInfoNew: string;
  /** The region's code; not known here. */
  nationalCode: string;
}

export interface AppBaseOutcome {
  /** Version of WeChat's base library that the APIs follow. */
  SDKVersion: string;
  /** Version of the host. */
  version: string;
  /** Name and version of the host. */
  host: HostFacts;
  /** Language of the host, such as `zh_CN`. */
  language: string;
  /** Light or dark, as the host shows now. */
  theme: Theme;
  /** Size of the body text, in CSS pixels. */
  fontSizeSetting: number;
}

export interface AppErrorFacts {
  /** For developers, in English. */
  errorDescription: string;
  /** Its language: `en`. */
  lang: string;
  /** Its direction: `ltr`. */
  dir: string;
}

export interface AppFacts {
  appId: string;
  name: string;
  versionName: string;
  versionCode: number;
}

export interface AppLogParams {
  /** How much it matters. */
  level: LogLevel;
  /** The line. Limits: at most 100000 characters. */
  text: string;
}

export interface AuthorizeParams {
  /** The right to ask for. */
  scope: Scope;
}

export interface BatteryOutcome {
  /** In percent; 100 where there is no battery. Limits: 1…100. */
  level: number;
  /** Whether it is on the mains; true where there is none. */
  isCharging: boolean;
  /** Whether the system saves power now. */
  isLowPowerModeEnabled: boolean;
}

export interface Call {
  type: "call";
  id: number;
  method: string;
  params?: Json;
}

export interface Cancel {
  type: "cancel";
  id: number;
}

export interface ChooseFileOutcome {
  /** Name without folder, size in bytes, and the content. */
  files: ChosenFile[];
}

export interface ChooseFileParams {
  /** How many files at most. Limits: 1…100. Default: `1`. */
  count?: number;
  /** Endings to show, such as `png`; empty: all. Limits: at most 50 members. Default: `[]`. */
  extension?: string[];
  /** How `data` is written. Default: `"base64"`. */
  encoding?: Encoding;
}

export interface ChooseFilesParams {
  /** How many at most. Limits: 1…100. Default: `1`. */
  count?: number;
  /** `all`, `video`, `image` or `file`. Limits: at most 16 characters. Default: `"all"`. */
  type?: string;
  /** Endings; empty: by `type`. Limits: at most 50 members. Default: `[]`. */
  extension?: string[];
}

export interface ChooseLocationParams {
  /** Where to begin; null: where the person is. Limits: -90…90. Default: `null`. */
  latitude?: number | null;
  /** As `latitude`. Limits: -180…180. Default: `null`. */
  longitude?: number | null;
}

export interface ChooseMediaParams {
  /** How many at most. Limits: 1…100. Default: `9`. */
  count?: number;
  /** What to show; empty: both. Limits: at most 2 members. Default: `[]`. */
  mediaType?: MediaType[];
  /** A desktop has the album alone. Limits: at most 4 members. Default: `[]`. */
  sourceType?: string[];
  /** Not used here. Limits: at most 16 characters. Default: `"back"`. */
  camera?: string;
}

export interface ChosenFile {
  name: string;
  size: number;
  encoding: Encoding;
  data: string;
}

export interface ChunkReceived {
  task: number;
  base64: string;
}

export interface ClipboardText {
  /** The clipboard's text; empty when it holds no text. */
  data: string;
}

export interface CloseParams {
  /** Chosen by the caller; once an app's run. Limits: at least 1. */
  task: number;
  /** 1000, or 3000 to 4999. Limits: 1000…4999. Default: `1000`. */
  code?: number;
  /** For the server. Limits: at most 123 characters. Default: `""`. */
  reason?: string;
}

export interface Closed {
  task: number;
  code: number;
  reason: string;
}

export interface ConnectParams {
  /** Chosen by the caller; once an app's run. Limits: at least 1. */
  task: number;
  /** `wss:` or `ws:` address; its origin must be in the manifest's `fanlight.network.socket`. Limits: 1…8192 characters. */
  url: string;
  /** Request headers, as in `request`. Limits: at most 100 members. Default: `{}`. */
  header?: { [key: string]: string | number | boolean };
  /** Subprotocols that are offered. Limits: at most 20 members. Default: `[]`. */
  protocols?: string[];
  /** Milliseconds until it is open. Limits: 1…120000. Default: `60000`. */
  timeout?: number;
}

export interface CopyParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  srcPath: string;
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  destPath: string;
}

export interface DeepParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** With everything below, or the folders above. Default: `false`. */
  recursive?: boolean;
}

export interface DeviceOutcome {
  /** `desktop`: the machine's maker is not told to apps. */
  brand: string;
  /** `desktop`: the machine's model is not told to apps. */
  model: string;
  /** System and major version, such as `Linux 6`. */
  system: string;
  /** The system's family. */
  platform: Platform;
}

export type Done = { [key: string]: never };

export interface DownloadOutcome {
  /** Where it is, when no `filePath` was given. */
  tempFilePath: string | null;
  /** Where it is, else. */
  filePath: string | null;
  /** HTTP status; 404 is no error here. */
  statusCode: number;
  /** Answer's headers. */
  header: { [key: string]: string };
  /** Bytes of the body. */
  dataLength: number;
}

export interface DownloadParams {
  /** Absolute address; its origin must be in the manifest's `fanlight.network`. Limits: 1…8192 characters. */
  url: string;
  /** Chosen by the caller; stands in its events. Limits: at least 0. Default: `0`. */
  task?: number;
  /** Request headers, as in `request`. Limits: at most 100 members. Default: `{}`. */
  header?: { [key: string]: string | number | boolean };
  /** Milliseconds for the whole exchange. Limits: 1…600000. Default: `120000`. */
  timeout?: number;
  /** Where; empty: a temporary file. Limits: at most 4096 characters. Default: `""`. */
  filePath?: string;
}

export interface DownloadProgress {
  task: number;
  progress: number;
  totalBytesWritten: number;
  totalBytesExpectedToWrite: number;
}

export interface Event {
  type: "event";
  name: string;
  payload: Json;
}

export interface Failed {
  task: number;
  errMsg: string;
}

export interface Failure {
  type: "failure";
  id: number;
  code: string;
  message: string;
  retriable: boolean;
  detail: { [key: string]: string | number | boolean | null };
}

export interface FileEntry {
  path: string;
  isDirectory: boolean;
  size: number;
  lastAccessedTime: number;
  lastModifiedTime: number;
  mode: number;
}

export interface GetLocationParams {
  /** `wgs84`; `gcj02` is not supported. Default: `"wgs84"`. */
  type?: Coordinates;
}

export interface HeadersReceived {
  task: number;
  statusCode: number;
  header: { [key: string]: string };
}

export interface Hello {
  type: "hello";
  protocol: number;
  document: string;
  timeOriginMs: number;
}

export interface HostFacts {
  name: string;
  version: string;
}

export interface IdentityOutcome {
  /** The app's id. */
  appId: string;
  /** The name of the version that runs. */
  version: string;
  /** Where the app comes from. */
  envVersion: Release;
}

export interface InfoOutcome {
  /** Bytes. */
  size: number;
  /** Hexadecimal, lower case. */
  digest: string;
}

export interface InfoParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** Of the digest that is given. Default: `"md5"`. */
  digestAlgorithm?: DigestAlgorithm;
}

export interface InvoiceTitleOutcome {
  /** 0: a company, 1: a person. */
  type: number;
  /** Whom the invoice names. */
  title: string;
  /** Of a company. */
  taxNumber: string;
  /** Of a company. */
  companyAddress: string;
  /** Of a company. */
  telephone: string;
  /** Of a company. */
  bankName: string;
  /** Of a company. */
  bankAccount: string;
}

export interface KeepFirstFrameParams {
  /** Of a page of the manifest. Limits: 1…255 characters. */
  route: string;
  /** What the runtime draws; empty: nothing. Limits: at most 524288 characters. */
  frame: string;
}

export interface KeepOutcome {
  /** False when the person cancelled. */
  saved: boolean;
}

export interface KeepParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** Decides the proposed name. */
  kind: KeepKind;
}

export interface KeepStateParams {
  /** Any JSON, of at most 1 MiB; it takes the place of the last. */
  state: Json;
}

export interface KeyParams {
  /** Name of the value. Limits: 1…512 characters. */
  key: string;
}

export interface LaunchFacts {
  path: string;
  query: { [key: string]: string };
  scene: string;
  referrerAppId: string | null;
  extraData: Json;
}

export interface LaunchOptions {
  /** The page that was asked for. */
  path: string;
  /** The query it was asked with. */
  query: { [key: string]: string };
  /** From where it was opened, such as `launcher` or `link`. */
  scene: string;
  /** The app that opened this one and what it sent, if one did. */
  referrerInfo: ReferrerFacts | null;
}

export interface LocationOutcome {
  /** Degrees, north positive. */
  latitude: number;
  /** Degrees, east positive. */
  longitude: number;
  /** Metres, as set by the person. */
  accuracy: number;
  /** The same as `accuracy`. */
  horizontalAccuracy: number;
  /** 0: not known. */
  verticalAccuracy: number;
  /** 0: not known. */
  altitude: number;
  /** -1: not known, WeChat's value for it. */
  speed: number;
}

export interface LoginOutcome {
  /** For the app's own server, once, within five minutes. */
  code: string;
}

export interface ModalOutcome {
  /** The person confirmed. */
  confirm: boolean;
  /** The person cancelled or closed it. */
  cancel: boolean;
  /** What was typed, when editable and confirmed. */
  content: string | null;
}

export interface NamedPlaceOutcome {
  /** What the person calls it. */
  name: string;
  /** Where it is, in words; may be empty. */
  address: string;
  /** Degrees, WGS 84. Limits: -90…90. */
  latitude: number;
  /** Degrees, WGS 84. Limits: -180…180. */
  longitude: number;
}

export interface NamesOutcome {
  /** Names in the folder, sorted. */
  files: string[];
}

export interface NavigateParams {
  /** The app to open. Limits: 1…128 characters. */
  appId: string;
  /** Page and query, such as `pages/item/item?id=1`; empty: its first page. Limits: at most 2048 characters. Default: `""`. */
  path?: string;
  /** Any JSON; the other app finds it in `referrerInfo`. Default: `null`. */
  extraData?: Json;
}

export interface NetworkStatus {
  /** Whether there is any network. */
  isConnected: boolean;
  /** How it is connected now. */
  networkType: NetworkType;
}

export interface NetworkTypeOutcome {
  /** How this machine is connected; a cable counts as `wifi`. */
  networkType: NetworkType;
}

export type NoParams = { [key: string]: never };

export interface OpenDocumentParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** Its ending, where the name has none. Limits: at most 16 characters. Default: `""`. */
  fileType?: string;
  /** Not used here. Default: `false`. */
  showMenu?: boolean;
}

export interface OpenExternalParams {
  /** `https:`, `tel:`, `sms:`, `mailto:`, `geo:` Limits: 1…2048 characters. */
  url: string;
}

export interface Opened {
  task: number;
  header: { [key: string]: string };
}

export interface OpenedFacts {
  /** The page that was asked for. */
  path: string;
  /** The query it was asked with. */
  query: { [key: string]: string };
  /** From where it was opened, such as `launcher` or `link`. */
  scene: string;
  /** The app that opened this one and what it sent, if one did. */
  referrerInfo: ReferrerFacts | null;
  /** When the app comes back after it was taken out of memory: what it gave to keepState. Else null. */
  kept: Json;
}

export interface PageMark {
  type: "mark";
  name: string;
  atMs: number;
}

export interface PathParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
}

export interface PaymentParams {
  /** The order's id. Limits: at most 1024 characters. */
  package: string;
  /** Of the order, for the provider. Limits: at most 1024 characters. Default: `""`. */
  timeStamp?: string;
  /** Of the order, for the provider. Limits: at most 1024 characters. Default: `""`. */
  nonceStr?: string;
  /** How `paySign` was made. Limits: at most 1024 characters. Default: `""`. */
  signType?: string;
  /** The order's signature. Limits: at most 1024 characters. Default: `""`. */
  paySign?: string;
}

export interface PhoneOutcome {
  /** For the app's own server. */
  code: string;
}

export interface PlaceOutcome {
  /** Its address. */
  path: string;
}

export interface ProfileParams {
  /** Why, in the app's words. Limits: 1…200 characters. */
  desc: string;
  /** Of place names. Limits: at most 16 characters. Default: `"en"`. */
  lang?: string;
}

export interface ReadOutcome {
  /** The bytes, as base64; empty where they are `data`. */
  base64: string;
  /** Bytes of the whole file. */
  size: number;
  /** The bytes, where an ArrayBuffer was asked for. */
  data: ArrayBuffer | null;
}

export interface ReadParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** First byte. Limits: at least 0. Default: `0`. */
  position?: number;
  /** How many bytes; without it all of them, 10 MB at most. Default: `null`. */
  length?: number | null;
  /** `arraybuffer` gives the bytes as `data`, the quickest way. Default: `"base64"`. */
  responseType?: FileForm;
}

export interface ReadZipOutcome {
  /** By name in the archive. */
  entries: { [key: string]: ZipEntry };
}

export interface ReadZipParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** What to read; empty: all files. Limits: at most 1000 members. Default: `[]`. */
  entries?: ZipPart[];
}

export interface Received {
  task: number;
  text: string | null;
  base64: string | null;
}

export interface ReferrerFacts {
  appId: string;
  extraData: Json;
}

export interface RenameParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  oldPath: string;
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  newPath: string;
}

export interface ReportEventParams {
  /** The event's own name. Limits: 1…128 characters. */
  eventId: string;
  /** A JSON object of at most 16 KiB. Default: `{}`. */
  data?: Json;
}

export interface RequestOutcome {
  /** The body: JSON, a text, or an ArrayBuffer. */
  data: Json;
  /** HTTP status; 404 is no error here. */
  statusCode: number;
  /** Answer's headers; repeated ones joined with `, `. */
  header: { [key: string]: string };
  /** Bytes on their way to `data`, where the page has them. */
  body: ArrayBuffer | null;
}

export interface RequestParams {
  /** Absolute address; its origin must be in the manifest's `fanlight.network.request`. Limits: 1…8192 characters. */
  url: string;
  /** The HTTP method. Default: `"GET"`. */
  method?: HttpMethod;
  /** Request headers. `Host`, `Cookie`, `Origin`, `Referer` and those of the connection are the host's own and are dropped. Limits: at most 100 members. Default: `{}`. */
  header?: { [key: string]: string | number | boolean };
  /** A string is sent as it is. An object becomes the query of a GET or HEAD, a form when the content type says `application/x-www-form-urlencoded`, and JSON otherwise. An ArrayBuffer or a view of one is sent as its bytes. Default: `null`. */
  data?: Json;
  /** `base64`: `data` is a text that stands for bytes. Default: `"json"`. */
  dataEncoding?: DataEncoding;
  /** `json`: read a text answer as JSON, and give the text when it is not. Anything else: give the text. Limits: at most 32 characters. Default: `"json"`. */
  dataType?: string;
  /** `arraybuffer` gives the bytes. Default: `"text"`. */
  responseType?: ResponseType;
  /** Milliseconds for the whole exchange. Limits: 1…120000. Default: `60000`. */
  timeout?: number;
  /** Chosen by the caller; stands in its events. Limits: at least 0. Default: `0`. */
  task?: number;
  /** Send the body as `chunkReceived` events; `data` is empty then. Default: `false`. */
  chunked?: boolean;
  /** `data` where that is bytes; the page's script sees to it. Default: `null`. */
  body?: ArrayBuffer | ArrayBufferView | null;
}

export interface RestartParams {
  /** Page and query to begin with, such as `pages/item/item?id=1`; empty: the first page. Limits: at most 2048 characters. Default: `""`. */
  path?: string;
}

export interface Result {
  type: "result";
  id: number;
  value: Json;
}

export interface ReturnParams {
  /** Any JSON; the opener finds it in `referrerInfo`. Default: `null`. */
  extraData?: Json;
}

export interface SafeArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

export interface SaveFileOutcome {
  /** False when the person cancelled. */
  saved: boolean;
  /** The name it was saved under, without folder. */
  name: string | null;
}

export interface SaveFileParams {
  /** Proposed file name, without folder; the person may change it. Limits: 1…200 characters. */
  name: string;
  /** The content. */
  data: string;
  /** How `data` is written. Default: `"utf8"`. */
  encoding?: Encoding;
}

export interface SaveOutcome {
  /** Where it is kept now. */
  savedFilePath: string;
}

export interface SaveParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  tempFilePath: string;
  /** Where; empty: a new place in `store`. Limits: at most 4096 characters. Default: `""`. */
  filePath?: string;
}

export interface SavedFile {
  filePath: string;
  size: number;
  createTime: number;
}

export interface SavedListOutcome {
  /** Files in `store`. */
  fileList: SavedFile[];
}

export interface ScreenParams {
  /** Whether the screen stays on while the app is in sight. */
  keepScreenOn: boolean;
}

export interface SendParams {
  /** Chosen by the caller; once an app's run. Limits: at least 1. */
  task: number;
  /** A text message. Default: `null`. */
  text?: string | null;
  /** A binary message. Default: `null`. */
  base64?: string | null;
}

export interface SetBarColorParams {
  /** Colour of the text: white or black. */
  frontColor: FrontColor;
  /** Colour of the bar, `#rrggbb`. Limits: `^#[0-9A-Fa-f]{6}$`. */
  backgroundColor: string;
}

export interface SetClipboardParams {
  /** The text to put there. Limits: at most 1000000 characters. */
  data: string;
}

export interface SetPageParams {
  /** Of a page of the manifest. Limits: 1…255 characters. */
  route: string;
  /** What the page was opened with. Limits: at most 100 members. Default: `{}`. */
  query?: { [key: string]: string };
  /** Empty: the app's name. Limits: at most 100 characters. Default: `""`. */
  title?: string;
  /** Of the bar; empty: the host's own. Limits: `^(#[0-9A-Fa-f]{6})?$`. Default: `""`. */
  backgroundColor?: string;
  /** Of the bar's text. Default: `"black"`. */
  textStyle?: BarText;
  /** `custom`: the page draws its own title. Default: `"default"`. */
  navigationStyle?: BarStyle;
  /** Show a back button; it sends `backRequested`. Default: `false`. */
  canGoBack?: boolean;
  /** Show a home button; it sends `homeRequested`. Default: `false`. */
  showHome?: boolean;
  /** Show that the page is loading. Default: `false`. */
  loading?: boolean;
  /** Offer sharing in the menu; it sends `shareRequested`. Default: `false`. */
  canShare?: boolean;
}

export interface SetStorageParams {
  /** Name of the value. Limits: 1…512 characters. */
  key: string;
  /** Any JSON value, at most 1 MB when written as JSON. */
  data: Json;
}

export interface SetTitleParams {
  /** The page's title; the app's name stays beside. Limits: at most 100 characters. */
  title: string;
}

export interface SettingOutcome {
  /** Each scope the person has answered for, and the answer. */
  authSetting: { [K in Scope]?: boolean };
}

export interface ShareParams {
  /** What is shared; empty: the app's name. Limits: at most 200 characters. Default: `""`. */
  title?: string;
  /** Page and query, such as `pages/item/item?id=1`; empty: the first page. Limits: at most 2048 characters. Default: `""`. */
  path?: string;
}

export interface ShowActionSheetParams {
  /** One to six choices. Limits: 1…6 members. */
  itemList: string[];
  /** A line above the choices. Limits: at most 200 characters. Default: `""`. */
  alertText?: string;
}

export interface ShowLoadingParams {
  /** What it says. Limits: at most 200 characters. */
  title: string;
  /** Whether the page takes no clicks meanwhile. Default: `false`. */
  mask?: boolean;
}

export interface ShowModalParams {
  /** The dialog's heading. Limits: at most 200 characters. Default: `""`. */
  title?: string;
  /** Its text; the field's text when editable. Limits: at most 4000 characters. Default: `""`. */
  content?: string;
  /** Whether it has a cancel button. Default: `true`. */
  showCancel?: boolean;
  /** The cancel button's text; else in the host's language. Limits: 1…20 characters. Default: `null`. */
  cancelText?: string | null;
  /** The confirm button's text; else in the host's language. Limits: 1…20 characters. Default: `null`. */
  confirmText?: string | null;
  /** Whether it has a line to type in. Default: `false`. */
  editable?: boolean;
  /** What the empty line shows. Limits: at most 200 characters. Default: `""`. */
  placeholderText?: string;
}

export interface ShowNotificationParams {
  /** First line, in bold. Limits: 1…100 characters. */
  title: string;
  /** The text under it. Limits: at most 500 characters. Default: `""`. */
  body?: string;
}

export interface ShowToastParams {
  /** What it says. Limits: at most 200 characters. */
  title: string;
  /** The sign above the text. Default: `"success"`. */
  icon?: ToastIcon;
  /** Milliseconds until it goes away. Limits: 0…60000. Default: `1500`. */
  duration?: number;
  /** Whether the page takes no clicks meanwhile. Default: `false`. */
  mask?: boolean;
}

export interface StatOutcome {
  /** The place itself first, its path empty. */
  entries: FileEntry[];
}

export interface StorageFacts {
  /** All keys, in the order they were made. */
  keys: string[];
  /** Used space, in KB, rounded up. */
  currentSize: number;
  /** Space the app may use, in KB. */
  limitSize: number;
}

export interface StoredValue {
  /** The value as it was set. */
  data: Json;
}

export interface SubscribeOutcome {
  /** By template. */
  results: { [key: string]: Reply };
}

export interface SubscribeParams {
  /** Message templates to agree to. Limits: 1…20 members. */
  tmplIds: string[];
}

export interface SystemOutcome {
  /** `desktop`: the machine's maker is not told to apps. */
  brand: string;
  /** `desktop`: the machine's model is not told to apps. */
  model: string;
  /** Device pixels of one CSS pixel. */
  pixelRatio: number;
  /** Width of the screen, in CSS pixels. */
  screenWidth: number;
  /** Height of the screen, in CSS pixels. */
  screenHeight: number;
  /** Width of the page's area, in CSS pixels. */
  windowWidth: number;
  /** Height of the page's area, in CSS pixels. */
  windowHeight: number;
  /** Height of a phone's status bar: 0 on a desktop. */
  statusBarHeight: number;
  /** The part of the window nothing covers. */
  safeArea: SafeArea;
  /** Language of the host, such as `zh_CN`. */
  language: string;
  /** Version of the host. */
  version: string;
  /** System and major version, such as `Linux 6`. */
  system: string;
  /** The system's family. */
  platform: Platform;
  /** Size of the body text, in CSS pixels. */
  fontSizeSetting: number;
  /** Version of WeChat's base library that the APIs follow. */
  SDKVersion: string;
  /** Light or dark, as the host shows now. */
  theme: Theme;
  /** Name and version of the host. */
  host: HostFacts;
}

export interface TakenFile {
  path: string;
  name: string;
  size: number;
  type: string;
  time: number;
  width: number;
  height: number;
}

export interface TakenOutcome {
  /** Copies of what was picked. */
  files: TakenFile[];
}

export interface TempParams {
  /** The bytes, as base64; or give `data`. Default: `null`. */
  base64?: string | null;
  /** Such as `png`; may be empty. Limits: `^[A-Za-z0-9]{0,16}$`. Default: `""`. */
  extension?: string;
  /** The bytes themselves, which is the quickest way. Default: `null`. */
  data?: ArrayBuffer | ArrayBufferView | null;
}

export interface ThemeChange {
  /** What the host shows from now on. */
  theme: Theme;
}

export interface TruncateParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** Bytes to keep. Limits: 0…104857600. Default: `0`. */
  length?: number;
}

export interface UnzipParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  zipFilePath: string;
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  targetPath: string;
}

export interface UpdateOutcome {
  /** Whether there is a newer version than the one that runs. */
  hasUpdate: boolean;
}

export interface UploadOutcome {
  /** The answer's body as text. */
  data: string;
  /** HTTP status; 404 is no error here. */
  statusCode: number;
  /** Answer's headers. */
  header: { [key: string]: string };
}

export interface UploadParams {
  /** Absolute address; its origin must be in the manifest's `fanlight.network`. Limits: 1…8192 characters. */
  url: string;
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  filePath: string;
  /** Of the form's field. Limits: 1…256 characters. */
  name: string;
  /** Chosen by the caller; stands in its events. Limits: at least 0. Default: `0`. */
  task?: number;
  /** Request headers, as in `request`. Limits: at most 100 members. Default: `{}`. */
  header?: { [key: string]: string | number | boolean };
  /** Further fields. Limits: at most 1000 members. Default: `{}`. */
  formData?: { [key: string]: string };
  /** Milliseconds for the whole exchange. Limits: 1…600000. Default: `120000`. */
  timeout?: number;
}

export interface UploadProgress {
  task: number;
  progress: number;
  totalBytesSent: number;
  totalBytesExpectedToSend: number;
}

export interface UserInfo {
  nickName: string;
  avatarUrl: string;
  gender: number;
  country: string;
  province: string;
  city: string;
  language: string;
}

export interface UserInfoOutcome {
  /** Name, picture and place. */
  userInfo: UserInfo;
  /** `userInfo` as the signed text. */
  rawData: string;
  /** SHA-1 of rawData and the session key. */
  signature: string;
  /** AES-128-CBC, base64. */
  encryptedData: string;
  /** Base64. */
  iv: string;
}

export interface UserInfoParams {
  /** Signed and encrypted forms as well (after `login`). Default: `false`. */
  withCredentials?: boolean;
  /** Of place names. Limits: at most 16 characters. Default: `"en"`. */
  lang?: string;
}

export interface Violation {
  type: "violation";
  directive: string;
  blocked: string;
}

export interface WatchParams {
  /** Whether the page is to hear of changes from now on. */
  watch: boolean;
}

export interface Welcome {
  type: "welcome";
  protocol: number;
  session: string;
  app: AppFacts;
  launch: LaunchFacts;
  language: string;
  theme: string;
  ready: string;
}

export interface WindowOutcome {
  /** Device pixels of one CSS pixel. */
  pixelRatio: number;
  /** Width of the screen, in CSS pixels. */
  screenWidth: number;
  /** Height of the screen, in CSS pixels. */
  screenHeight: number;
  /** Width of the page's area, in CSS pixels. */
  windowWidth: number;
  /** Height of the page's area, in CSS pixels. */
  windowHeight: number;
  /** Height of a phone's status bar: 0 on a desktop. */
  statusBarHeight: number;
  /** The part of the window nothing covers. */
  safeArea: SafeArea;
}

export interface WriteParams {
  /** `wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or `wxfile://tmp/…` (until the app ends). Limits: 1…4096 characters. */
  path: string;
  /** The bytes, as base64; or give `data`. Default: `null`. */
  base64?: string | null;
  /** Behind what is there. Default: `false`. */
  append?: boolean;
  /** Write from this byte on into what is there. Default: `null`. */
  position?: number | null;
  /** The bytes themselves, which is the quickest way. Default: `null`. */
  data?: ArrayBuffer | ArrayBufferView | null;
}

export interface ZipEntry {
  base64: string | null;
  errMsg: string | null;
}

export interface ZipPart {
  /** Name in the archive. Limits: at most 1024 characters. */
  path: string;
  /** First byte. Limits: at least 0. Default: `0`. */
  position?: number;
  /** How many bytes. Default: `null`. */
  length?: number | null;
}

export type FromPage = Hello | Call | Cancel | PageMark | Violation;

export type FromHost = Welcome | Result | Failure | Event;

/** API name → [parameters, result, whether `<name>Sync` exists]. */
export interface Methods {
  /** Keep a JSON value under a key, in place of the one that was there. When the answer has come, the value survives a crash of the page, the host and the process. */
  setStorage: [SetStorageParams, Done, true];
  /** Read the value kept under a key. A key that was never set is an error, as in WeChat; `getStorageSync` gives `""` instead. */
  getStorage: [KeyParams, StoredValue, true];
  /** Forget a key and its value. A key that is not there is no error. */
  removeStorage: [KeyParams, Done, true];
  /** Forget all keys and values of this app. */
  clearStorage: [NoParams, Done, true];
  /** List the keys, and how much of the app's space they use. */
  getStorageInfo: [NoParams, StorageFacts, true];
  /** Send an HTTP request to a declared origin and give the whole answer (16 MB at most for the message). At most five redirects are followed, each to a declared origin. Addresses of this machine and its local network are refused unless the person running the host allowed that origin. An origin that is not declared fails with `url not in domain list`; other reasons are not told apart, so that a request cannot be used to look around; the host's own list of denied attempts says them. */
  request: [RequestParams, RequestOutcome, false];
  /** Say how this machine is connected. */
  getNetworkType: [NoParams, NetworkTypeOutcome, false];
  /** Download from an origin declared under `network.download` into a file of the app's own, 200 MB at most. */
  downloadFile: [DownloadParams, DownloadOutcome, false];
  /** Send a file of the app's own as `multipart/form-data` to an origin declared under `network.upload`. */
  uploadFile: [UploadParams, UploadOutcome, false];
  /** Open a WebSocket to a declared origin; `socketOpen` follows. Five at once. */
  socketConnect: [ConnectParams, Done, false];
  /** Send a message; done when it is on its way. */
  socketSend: [SendParams, Done, false];
  /** Close it; `socketClosed` follows. */
  socketClose: [CloseParams, Done, false];
  /** Show a short message over the page. A new one takes the place of the old. */
  showToast: [ShowToastParams, Done, false];
  /** Take away the toast or loading sign, if one is shown. */
  hideToast: [NoParams, Done, false];
  /** Show that something is under way, until `hideLoading`. */
  showLoading: [ShowLoadingParams, Done, false];
  /** Take away what `showLoading` shows. */
  hideLoading: [NoParams, Done, false];
  /** Ask the person something and wait for the answer. One dialog of an app stands at a time; a second call waits for the first. */
  showModal: [ShowModalParams, ModalOutcome, false];
  /** Let the person choose one of up to six items. Closing it without a choice fails with `cancel`. */
  showActionSheet: [ShowActionSheetParams, ActionSheetOutcome, false];
  /** Set the title above the page. */
  setNavigationBarTitle: [SetTitleParams, Done, false];
  /** Set the colours of the bar above the page. */
  setNavigationBarColor: [SetBarColorParams, Done, false];
  /** Say which page is on top of the app's own page stack, and how the bar above it looks. */
  setPage: [SetPageParams, Done, false];
  /** Have a WeChat-syntax page drawn so at its next launch, until its own code has run (`setInitialRenderingCache`). Kept until the app is updated or removed. */
  keepFirstFrame: [KeepFirstFrameParams, Done, false];
  /** Everything below in one answer, under WeChat's names. */
  getSystemInfo: [NoParams, SystemOutcome, true];
  /** Sizes of the screen and of the page's area. */
  getWindowInfo: [NoParams, WindowOutcome, true];
  /** The system's family and version. Nothing that would tell one machine from another. */
  getDeviceInfo: [NoParams, DeviceOutcome, true];
  /** The host's version, language and theme. */
  getAppBaseInfo: [NoParams, AppBaseOutcome, true];
  /** How full the machine's battery is. A machine without one is full and charging. */
  getBatteryInfo: [NoParams, BatteryOutcome, true];
  /** Begin or end to hear of the battery's changes; they come within half a minute. */
  watchBatteryInfo: [WatchParams, Done, false];
  /** Keep the screen from going dark until the app says otherwise, or is hidden or closed. */
  setKeepScreenOn: [ScreenParams, Done, false];
  /** Open the system's file dialog and give the content of what the person picked, 10 MB in all. Picking is the permission: it holds for these bytes, this once. Cancelling fails with `cancel`. */
  chooseFile: [ChooseFileParams, ChooseFileOutcome, false];
  /** Open the system's save dialog and write the content where the person says. */
  saveFileToDisk: [SaveFileParams, SaveFileOutcome, false];
  /** Whether there is a file or folder. */
  fsAccess: [PathParams, Done, true];
  /** Read a file, or a part of it. */
  fsReadFile: [ReadParams, ReadOutcome, true];
  /** Write a file: anew, behind what is there, or into it. A file that is written anew is the old or the new one, never half of it. */
  fsWriteFile: [WriteParams, Done, true];
  /** What a file or folder is; with `recursive`, all below too. */
  fsStat: [DeepParams, StatOutcome, true];
  /** The names in a folder. */
  fsReaddir: [PathParams, NamesOutcome, true];
  /** Make a folder; with `recursive`, those above too. */
  fsMkdir: [DeepParams, Done, true];
  /** Remove an empty folder; with `recursive`, all in it too. */
  fsRmdir: [DeepParams, Done, true];
  /** Remove a file, not a folder. */
  fsUnlink: [PathParams, Done, true];
  /** Rename or move a file or folder; a file in its way is replaced. */
  fsRename: [RenameParams, Done, true];
  /** Copy a file; one in its way is replaced. */
  fsCopy: [CopyParams, Done, true];
  /** Cut a file, or fill it with zeros, to a length. */
  fsTruncate: [TruncateParams, Done, true];
  /** Unpack a ZIP of the app's own into a folder. Links, `..` and archives that grow past the app's room are refused before anything is written. */
  fsUnzip: [UnzipParams, Done, false];
  /** Read files out of a ZIP without unpacking it. */
  fsReadZipEntry: [ReadZipParams, ReadZipOutcome, false];
  /** Move a temporary file to where it is kept. */
  fsSave: [SaveParams, SaveOutcome, true];
  /** The files kept in `store`. */
  fsSavedList: [NoParams, SavedListOutcome, true];
  /** Size and digest of a file. */
  fsInfo: [InfoParams, InfoOutcome, false];
  /** Keep bytes in a new temporary file. */
  tempFile: [TempParams, PlaceOutcome, true];
  /** Let the person pick pictures and videos; the app gets copies. Picking is the permission. Cancelling fails with `cancel`. */
  chooseMedia: [ChooseMediaParams, TakenOutcome, false];
  /** Let the person pick files; the app gets copies. Cancelling fails with `cancel`. */
  chooseFiles: [ChooseFilesParams, TakenOutcome, false];
  /** Let the person keep a file of the app where they say. */
  saveMedia: [KeepParams, KeepOutcome, false];
  /** Open a document of the app in the system's own program, after the person agreed: PDF, office documents, text and pictures. */
  openDocument: [OpenDocumentParams, Done, false];
  /** Open a link in the system's own program, after the person saw it whole and agreed. */
  openExternal: [OpenExternalParams, Done, false];
  /** Put text on the system's clipboard. Needs `clipboard.write`. */
  setClipboardData: [SetClipboardParams, Done, false];
  /** Read the text on the system's clipboard. The person is asked the first time. Needs `clipboard.read`. */
  getClipboardData: [NoParams, ClipboardText, false];
  /** Show a notification of the system. The host puts the app's name before the title, so that none can pass for another program. Needs `notification`. */
  showNotification: [ShowNotificationParams, Done, false];
  /** Give the place the person set. Fails when none is set. Needs `location`. */
  getLocation: [GetLocationParams, LocationOutcome, false];
  /** A code by which the app's own server learns who the person is. */
  login: [NoParams, LoginOutcome, false];
  /** Whether the session of the last `login` still holds; fails when not. */
  checkSession: [NoParams, Done, false];
  /** What is known of the person without asking them: no name, a neutral picture. */
  getUserInfo: [UserInfoParams, UserInfoOutcome, false];
  /** The person's name and picture, after they agreed. */
  getUserProfile: [ProfileParams, UserInfoOutcome, false];
  /** A code for the person's telephone number, after they agreed. */
  getPhoneNumber: [NoParams, PhoneOutcome, false];
  /** Let the person pay an order. */
  requestPayment: [PaymentParams, Done, false];
  /** Ask whether the app may send these messages. */
  requestSubscribeMessage: [SubscribeParams, SubscribeOutcome, false];
  /** Let the person pick or write a postal address. Picking is the permission; the host keeps what they wrote, the app gets the one address. */
  chooseAddress: [NoParams, AddressOutcome, false];
  /** Let the person pick or write whom an invoice names. As `chooseAddress`. */
  chooseInvoiceTitle: [NoParams, InvoiceTitleOutcome, false];
  /** Let the person pick a place they keep, or write one. As `chooseAddress`. */
  chooseLocation: [ChooseLocationParams, NamedPlaceOutcome, false];
  /** Show the person a link to a page, and its QR code, for them to hand on. Answers when they have closed it; whether they handed it on is not told. */
  share: [ShareParams, Done, false];
  /** Open another installed mini-program. It learns which app opened it from the host. Needs `open.app`. */
  navigateToMiniProgram: [NavigateParams, Done, false];
  /** Go back to the mini-program that opened this one, and close this one. The opener is shown with the scene `returned` and learns from the host who comes back. */
  navigateBackMiniProgram: [ReturnParams, Done, false];
  /** Close this mini-program. */
  exitMiniProgram: [NoParams, Done, false];
  /** Begin anew, at a page; what was stored stays. */
  restartMiniProgram: [RestartParams, Done, false];
  /** The app's own id and version, and where it comes from. */
  getAppIdentity: [NoParams, IdentityOutcome, true];
  /** How this mini-program was opened: page, query and opener. */
  getLaunchOptions: [NoParams, LaunchOptions, true];
  /** Hand over what the app needs to go on where it is, if the host has to take it out of memory while it is in the background. It is kept as long as the app's window. */
  keepState: [KeepStateParams, Done, false];
  /** Ask for a right before it is needed. Answers at once when the person has answered already; fails when they refused. */
  authorize: [AuthorizeParams, Done, false];
  /** What the person has answered so far. Scopes nobody was asked about are left out. */
  getSetting: [NoParams, SettingOutcome, false];
  /** Let the person see and change what they answered so far, in the host's own sheet; answers as `getSetting` does when they are done. */
  openSetting: [NoParams, SettingOutcome, false];
  /** Ask the registry that the app was installed from. An app from a file or a folder has no update. */
  getUpdate: [NoParams, UpdateOutcome, false];
  /** Bring the newer version in and verify it. Fails when it asks for more rights or origins than the person agreed to: then the person updates the app. */
  fetchUpdate: [NoParams, Done, false];
  /** Close this version and open the newer one that was brought in. */
  applyUpdate: [NoParams, Done, false];
  /** Write a line into the app's own log, which `fanlight log` shows. The newest 1 MiB and more is kept. */
  appLog: [AppLogParams, Done, false];
  /** Note in the app's own log that something happened. */
  reportEvent: [ReportEventParams, Done, false];
}

/** Event name → payload. */
export interface Events {
  /** The app has started. Comes once, before anything else. */
  appLaunched: OpenedFacts;
  /** The app came to the foreground: after its launch, and whenever its window is shown again. The options are those of the latest opening. */
  appShown: OpenedFacts;
  /** The app went to the background. It may be unloaded without another word. */
  appHidden: null;
  /** The app has been in the background for a while and is about to be halted; later it may be taken out of memory. What it hands to keepState within a second comes back to it. */
  appFreezing: null;
  /** A script of the app failed and nothing in it caught that. */
  appError: AppErrorFacts;
  /** The app is about to end; there is little time. */
  appUnloaded: null;
  /** The machine's connection came, went, or changed its kind. */
  networkStatusChange: NetworkStatus;
  /** An exchange with a task other than 0 was answered; its body follows. */
  headersReceived: HeadersReceived;
  /** A piece of the body of a request that is `chunked`. */
  chunkReceived: ChunkReceived;
  /** A download with a task other than 0 came on; at most ten times a second. */
  downloadProgress: DownloadProgress;
  /** An upload with a task other than 0 came on; at most ten times a second. */
  uploadProgress: UploadProgress;
  /** A WebSocket is open. */
  socketOpen: Opened;
  /** A message came by a WebSocket. */
  socketMessage: Received;
  /** A WebSocket was closed, by either end. */
  socketClosed: Closed;
  /** A WebSocket broke; `socketClosed` follows. */
  socketError: Failed;
  /** The person pressed the bar's back button. */
  backRequested: null;
  /** The person pressed the bar's home button. */
  homeRequested: null;
  /** The person wants to share the page. */
  shareRequested: null;
  /** The host went from light to dark or back. */
  themeChange: ThemeChange;
  /** The battery's level, the mains or the system's saving of power have changed. */
  batteryInfoChange: BatteryOutcome;
}

/** What the façade needs at run time: each API's members, whether it is sync, and which
 *  member of its parameters and of its result is bytes. */
export const METHODS: {
  readonly [M in keyof Methods]: {
    readonly members: readonly string[];
    readonly sync: Methods[M][2];
    readonly takes?: string;
    readonly gives?: string;
  };
} = {
  setStorage: { members: ["key", "data"], sync: true },
  getStorage: { members: ["key"], sync: true },
  removeStorage: { members: ["key"], sync: true },
  clearStorage: { members: [], sync: true },
  getStorageInfo: { members: [], sync: true },
  request: { members: ["url", "method", "header", "data", "dataEncoding", "dataType", "responseType", "timeout", "task", "chunked", "body"], sync: false, takes: "body", gives: "body" },
  getNetworkType: { members: [], sync: false },
  downloadFile: { members: ["url", "task", "header", "timeout", "filePath"], sync: false },
  uploadFile: { members: ["url", "filePath", "name", "task", "header", "formData", "timeout"], sync: false },
  socketConnect: { members: ["task", "url", "header", "protocols", "timeout"], sync: false },
  socketSend: { members: ["task", "text", "base64"], sync: false },
  socketClose: { members: ["task", "code", "reason"], sync: false },
  showToast: { members: ["title", "icon", "duration", "mask"], sync: false },
  hideToast: { members: [], sync: false },
  showLoading: { members: ["title", "mask"], sync: false },
  hideLoading: { members: [], sync: false },
  showModal: { members: ["title", "content", "showCancel", "cancelText", "confirmText", "editable", "placeholderText"], sync: false },
  showActionSheet: { members: ["itemList", "alertText"], sync: false },
  setNavigationBarTitle: { members: ["title"], sync: false },
  setNavigationBarColor: { members: ["frontColor", "backgroundColor"], sync: false },
  setPage: { members: ["route", "query", "title", "backgroundColor", "textStyle", "navigationStyle", "canGoBack", "showHome", "loading", "canShare"], sync: false },
  keepFirstFrame: { members: ["route", "frame"], sync: false },
  getSystemInfo: { members: [], sync: true },
  getWindowInfo: { members: [], sync: true },
  getDeviceInfo: { members: [], sync: true },
  getAppBaseInfo: { members: [], sync: true },
  getBatteryInfo: { members: [], sync: true },
  watchBatteryInfo: { members: ["watch"], sync: false },
  setKeepScreenOn: { members: ["keepScreenOn"], sync: false },
  chooseFile: { members: ["count", "extension", "encoding"], sync: false },
  saveFileToDisk: { members: ["name", "data", "encoding"], sync: false },
  fsAccess: { members: ["path"], sync: true },
  fsReadFile: { members: ["path", "position", "length", "responseType"], sync: true, gives: "data" },
  fsWriteFile: { members: ["path", "base64", "append", "position", "data"], sync: true, takes: "data" },
  fsStat: { members: ["path", "recursive"], sync: true },
  fsReaddir: { members: ["path"], sync: true },
  fsMkdir: { members: ["path", "recursive"], sync: true },
  fsRmdir: { members: ["path", "recursive"], sync: true },
  fsUnlink: { members: ["path"], sync: true },
  fsRename: { members: ["oldPath", "newPath"], sync: true },
  fsCopy: { members: ["srcPath", "destPath"], sync: true },
  fsTruncate: { members: ["path", "length"], sync: true },
  fsUnzip: { members: ["zipFilePath", "targetPath"], sync: false },
  fsReadZipEntry: { members: ["path", "entries"], sync: false },
  fsSave: { members: ["tempFilePath", "filePath"], sync: true },
  fsSavedList: { members: [], sync: true },
  fsInfo: { members: ["path", "digestAlgorithm"], sync: false },
  tempFile: { members: ["base64", "extension", "data"], sync: true, takes: "data" },
  chooseMedia: { members: ["count", "mediaType", "sourceType", "camera"], sync: false },
  chooseFiles: { members: ["count", "type", "extension"], sync: false },
  saveMedia: { members: ["path", "kind"], sync: false },
  openDocument: { members: ["path", "fileType", "showMenu"], sync: false },
  openExternal: { members: ["url"], sync: false },
  setClipboardData: { members: ["data"], sync: false },
  getClipboardData: { members: [], sync: false },
  showNotification: { members: ["title", "body"], sync: false },
  getLocation: { members: ["type"], sync: false },
  login: { members: [], sync: false },
  checkSession: { members: [], sync: false },
  getUserInfo: { members: ["withCredentials", "lang"], sync: false },
  getUserProfile: { members: ["desc", "lang"], sync: false },
  getPhoneNumber: { members: [], sync: false },
  requestPayment: { members: ["package", "timeStamp", "nonceStr", "signType", "paySign"], sync: false },
  requestSubscribeMessage: { members: ["tmplIds"], sync: false },
  chooseAddress: { members: [], sync: false },
  chooseInvoiceTitle: { members: [], sync: false },
  chooseLocation: { members: ["latitude", "longitude"], sync: false },
  share: { members: ["title", "path"], sync: false },
  navigateToMiniProgram: { members: ["appId", "path", "extraData"], sync: false },
  navigateBackMiniProgram: { members: ["extraData"], sync: false },
  exitMiniProgram: { members: [], sync: false },
  restartMiniProgram: { members: ["path"], sync: false },
  getAppIdentity: { members: [], sync: true },
  getLaunchOptions: { members: [], sync: true },
  keepState: { members: ["state"], sync: false },
  authorize: { members: ["scope"], sync: false },
  getSetting: { members: [], sync: false },
  openSetting: { members: [], sync: false },
  getUpdate: { members: [], sync: false },
  fetchUpdate: { members: [], sync: false },
  applyUpdate: { members: [], sync: false },
  appLog: { members: ["level", "text"], sync: false },
  reportEvent: { members: ["eventId", "data"], sync: false },
};

export const EVENTS: readonly (keyof Events)[] = [
  "appLaunched",
  "appShown",
  "appHidden",
  "appFreezing",
  "appError",
  "appUnloaded",
  "networkStatusChange",
  "headersReceived",
  "chunkReceived",
  "downloadProgress",
  "uploadProgress",
  "socketOpen",
  "socketMessage",
  "socketClosed",
  "socketError",
  "backRequested",
  "homeRequested",
  "shareRequested",
  "themeChange",
  "batteryInfoChange",
];
