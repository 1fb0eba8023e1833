// Built-in components as canIUse knows them: attributes and events, and the values of those that
// have a list. Names as WeChat's documentation of components writes them.

/** `tag: attribute attribute(value|value) …` */
const TEXT = `
view: hover-class hover-stop-propagation hover-start-time hover-stay-time animation hidden
text: selectable user-select space(ensp|emsp|nbsp) decode overflow(clip|fade|ellipsis|visible)
block:
icon: type(success|success_no_circle|info|warn|waiting|cancel|download|search|clear) size color
image: src mode(scaleToFill|aspectFit|aspectFill|widthFix|heightFix|top|bottom|center|left|right|top left|top right|bottom left|bottom right) webp lazy-load show-menu-by-longpress fade-in binderror bindload
button: size(default|mini) type(primary|default|warn) plain disabled loading form-type(submit|reset) open-type(contact|share|getPhoneNumber|getUserInfo|launchApp|openSetting|feedback|chooseAvatar|agreePrivacyAuthorization) hover-class hover-stop-propagation hover-start-time hover-stay-time lang(en|zh_CN|zh_TW) session-from send-message-title send-message-path send-message-img app-parameter show-message-card bindgetuserinfo bindcontact bindgetphonenumber binderror bindopensetting bindlaunchapp bindchooseavatar bindagreeprivacyauthorization
input: value type(text|number|idcard|digit|nickname|safe-password) password placeholder placeholder-style placeholder-class disabled maxlength cursor-spacing auto-focus focus confirm-type(send|search|next|go|done) confirm-hold cursor selection-start selection-end adjust-position hold-keyboard always-embed name bindinput bindfocus bindblur bindconfirm bindkeyboardheightchange bindnicknamereview
textarea: value placeholder placeholder-style placeholder-class disabled maxlength auto-focus focus auto-height fixed cursor-spacing cursor show-confirm-bar selection-start selection-end adjust-position hold-keyboard disable-default-padding confirm-type(send|search|next|go|done|return) confirm-hold name bindfocus bindblur bindlinechange bindinput bindconfirm bindkeyboardheightchange
scroll-view: scroll-x scroll-y upper-threshold lower-threshold scroll-top scroll-left scroll-into-view scroll-with-animation enable-back-to-top enable-flex scroll-anchoring refresher-enabled refresher-threshold refresher-default-style(black|white|none) refresher-background refresher-triggered enhanced bounces show-scrollbar paging-enabled type(list|custom) binddragstart binddragging binddragend bindscrolltoupper bindscrolltolower bindscroll bindrefresherpulling bindrefresherrefresh bindrefresherrestore bindrefresherabort
swiper: indicator-dots indicator-color indicator-active-color autoplay current interval duration circular vertical previous-margin next-margin display-multiple-items snap-to-edge easing-function(default|linear|easeInCubic|easeOutCubic|easeInOutCubic) bindchange bindtransition bindanimationfinish
swiper-item: item-id skip-hidden-item-layout
navigator: target(self|miniProgram) url open-type(navigate|redirect|switchTab|reLaunch|navigateBack|exit) delta app-id path extra-data version(develop|trial|release) short-link hover-class hover-stop-propagation hover-start-time hover-stay-time bindsuccess bindfail bindcomplete
video: src duration controls danmu-list danmu-btn enable-danmu autoplay loop muted initial-time page-gesture direction show-progress show-fullscreen-btn show-play-btn show-center-play-btn enable-progress-gesture object-fit(contain|fill|cover) poster show-mute-btn title play-btn-position(bottom|center) enable-play-gesture auto-pause-if-navigate auto-pause-if-open-native vslide-gesture vslide-gesture-in-fullscreen poster-for-crawler show-casting-button picture-in-picture-mode bindplay bindpause bindended bindtimeupdate bindfullscreenchange bindwaiting binderror bindprogress bindloadedmetadata bindcontrolstoggle
slot: name
label: for
form: report-submit report-submit-timeout bindsubmit bindreset
switch: checked disabled type(switch|checkbox) color name bindchange
picker: mode(selector|multiSelector|time|date|region) disabled header-text range range-key value start end fields(year|month|day) custom-item level bindchange bindcancel bindcolumnchange
picker-view: value mask-class indicator-style indicator-class mask-style immediate-change bindchange bindpickstart bindpickend
picker-view-column:
radio: value checked disabled color name
radio-group: name bindchange
checkbox: value disabled checked color name
checkbox-group: name bindchange
slider: min max step disabled value color selected-color activeColor backgroundColor block-size block-color show-value name bindchange bindchanging
progress: percent show-info border-radius font-size stroke-width color activeColor backgroundColor active active-mode(backwards|forwards) duration bindactiveend
rich-text: nodes space(ensp|emsp|nbsp) user-select
cover-view: scroll-top
cover-image: src referrer-policy bindload binderror
map: longitude latitude scale min-scale max-scale markers covers polyline circles controls include-points show-location polygons layer-style show-compass show-scale enable-zoom enable-scroll enable-rotate setting bindtap bindmarkertap bindlabeltap bindcontroltap bindcallouttap bindupdated bindregionchange bindpoitap
canvas: type(2d|webgl) canvas-id disable-scroll bindtouchstart bindtouchmove bindtouchend bindtouchcancel bindlongtap binderror
movable-area: scale-area
movable-view: direction(all|vertical|horizontal|none) inertia out-of-bounds x y damping friction disabled scale scale-min scale-max scale-value animation bindchange bindscale htouchmove vtouchmove
audio: id src loop controls poster name author binderror bindplay bindpause bindtimeupdate bindended
web-view: src bindmessage bindload binderror
root-portal: enable
page-meta: background-text-style background-color background-color-top background-color-bottom root-background-color scroll-top scroll-duration page-style root-font-size page-orientation bindresize bindscroll bindscrolldone
navigation-bar: title loading front-color background-color color-animation-duration color-animation-timing-func
page-container: show duration z-index overlay position(top|bottom|right|center) round close-on-slide-down overlay-style custom-style bindbeforeenter bindenter bindafterenter bindbeforeleave bindleave bindafterleave bindclickoverlay
match-media: min-width max-width width min-height max-height height orientation
editor: read-only placeholder show-img-size show-img-toolbar show-img-resize bindready bindfocus bindblur bindinput bindstatuschange
grid-view: type(aligned|masonry) cross-axis-count max-cross-axis-extent main-axis-gap cross-axis-gap padding
list-view: padding
sticky-header: offset-top padding
sticky-section: push-pinned-header padding
keyboard-accessory:
share-element: key transform duration easing-function
`;

export type Components = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** Tag → attribute → its values (empty: any). */
export function readComponents(): Components {
  const lines = TEXT.trim().split("\n");
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), attributes(line.slice(colon + 1))];
    }),
  );
}

function attributes(text: string): ReadonlyMap<string, readonly string[]> {
  const found = text.matchAll(/([\w-]+)(?:\(([^)]*)\))?/g);
  return new Map(
    [...found].map(([, name = "", values]): [string, readonly string[]] => [
      name,
      values?.split("|") ?? [],
    ]),
  );
}
