// A Worker that only stands there, or, asked to, takes all the memory it can get.
"use strict";

async function take() {
  const kept = [];
  for (;;) {
    kept.push(new Uint8Array(20_000_000).fill(1));
    await new Promise((done) => setTimeout(done, 5));
  }
}

self.onmessage = take;
self.onconnect = ({ ports: [port] }) => {
  port.onmessage = take;
};
