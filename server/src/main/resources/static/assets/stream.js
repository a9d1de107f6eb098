// Server-sent events with the key in a header, which EventSource cannot send.

import { Problem, pause, send } from "./api.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/**
 * Follows a feed until the signal is aborted. A connection that ends is opened anew where it was;
 * while the page is hidden there is none, so that other tabs have theirs.
 *
 * `listener` has `event(name, data)`, and `waiting(problem)` while there is no connection.
 */
export async function follow(path, listener, signal) {
  let last = null;
  for (let wait = FIRST_PAUSE; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    await visible(signal);
    const hidden = hiding(signal);
    try {
      const headers = { Accept: "text/event-stream" };
      if (last) {
        headers["Last-Event-ID"] = last;
      }
      const response = await send(path, { headers, signal: hidden.signal });
      for await (const event of events(response.body)) {
        last = event.id || last;
        if (event.name === "end") {
          listener.waiting(new Problem(0, { title: event.data.detail, detail: event.data.hint }));
        } else if (event.name) {
          wait = FIRST_PAUSE;
          listener.event(event.name, event.data);
        }
      }
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      if (failure instanceof Problem) {
        listener.waiting(failure);
        if (!failure.passing || failure.reason === "LOG_NOT_CONFIGURED") {
          return;
        }
        wait = Math.max(wait, failure.retryAfter * 1000);
      }
    } finally {
      hidden.done();
    }
    if (!document.hidden) {
      await pause(wait, signal).catch(() => {});
    }
  }
}

/** A signal that is aborted with the given one, or when the page is hidden. */
function hiding(signal) {
  const own = new AbortController();
  const check = () => document.hidden && own.abort();
  const leave = () => own.abort();
  document.addEventListener("visibilitychange", check);
  signal.addEventListener("abort", leave);
  return {
    signal: own.signal,
    done() {
      document.removeEventListener("visibilitychange", check);
      signal.removeEventListener("abort", leave);
      own.abort();
    },
  };
}

function visible(signal) {
  return new Promise((resolve) => {
    if (!document.hidden || signal.aborted) {
      resolve();
      return;
    }
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      yield parsed(block);
    }
  }
}

function parsed(block) {
  const event = { name: "", id: "", data: null };
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) {
      event.name = line.slice(7);
    } else if (line.startsWith("id: ")) {
      event.id = line.slice(4);
    } else if (line.startsWith("data: ")) {
      event.data = JSON.parse(line.slice(6));
    }
  }
  return event;
}
