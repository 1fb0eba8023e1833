// What a frame or a worker finds of the bridge, told to the page.
(async () => {
  const call = '{"type":"call","id":66001,"method":"setStorage","params":{"key":"frame","data":1}}';
  const heard = [];
  const target = self;
  target.addEventListener("fanlight:message", ({ detail }) => heard.push(detail));
  for (const name of ["fanlight:call", "fanlight:sync", "fanlight:ready"]) {
    target.dispatchEvent(new CustomEvent(name, { detail: call }));
  }
  const posts = {};
  for (const [name, body] of [
    ["noSession", `\n${call}`],
    ["wrongSession", `AAAAAAAAAAAAAAAAAAAAAA\n${call}`],
  ]) {
    try {
      const answer = await fetch("/.fanlight/call", { method: "POST", body });
      posts[name] = answer.ok ? JSON.parse(await answer.text()).code : answer.status;
    } catch (error) {
      posts[name] = error.name;
    }
  }
  // A Hello of its own, which would end the page's session and begin one of the frame's.
  let hello = "not asked to";
  try {
    const text = '{"type":"hello","protocol":1,"document":"guessed.of-a-frame","timeOriginMs":1}';
    if (self.location.search === "?hello") {
      const answer = await fetch("/.fanlight/call", { method: "POST", body: `\n${text}` });
      hello = answer.ok ? JSON.parse(await answer.text()).type : answer.status;
    }
  } catch (error) {
    hello = error.name;
  }
  const told = {
    hello,
    origin: self.origin,
    fanlight: typeof self.fanlight,
    qt: typeof self.qt,
    channel: typeof self.QWebChannel,
    heard,
    posts,
  };
  if (typeof parent === "undefined") self.postMessage(told);
  else parent.postMessage(told, "*");
})();
