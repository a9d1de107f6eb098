// The HTTP API. The key lives in this tab's session storage and travels in a header, never in a URL.

const STORED = "tidemark.key";
export const UNAUTHENTICATED = "tidemark:unauthenticated";

export const key = {
  get: () => sessionStorage.getItem(STORED),
  set: (value) => sessionStorage.setItem(STORED, value),
  forget: () => sessionStorage.removeItem(STORED),
};

/** A problem document (RFC 9457), or what comes closest when there is none. */
export class Problem extends Error {
  constructor(status, document, retryAfter = 0) {
    super(document.title);
    this.status = status;
    this.title = document.title;
    this.detail = document.detail ?? "";
    this.reason = document.reason ?? "";
    this.errors = document.errors ?? [];
    this.requestId = document.request_id ?? "";
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed a little later. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status === 503;
  }
}

async function problem(response) {
  let document = null;
  try {
    document = await response.json();
  } catch {
    // Something between us and the server answered in its own words.
  }
  return new Problem(
    response.status,
    document?.title ? document : { title: `The server answered with status ${response.status}` },
    Number(response.headers.get("Retry-After")) || 0,
  );
}

/** Sends a request; the response when it is a success, else throws a {@link Problem}. */
export async function send(path, options = {}) {
  const headers = new Headers(options.headers);
  if (key.get()) {
    headers.set("Authorization", `Bearer ${key.get()}`);
  }
  let response;
  try {
    response = await fetch(path, { ...options, headers, credentials: "omit" });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Problem(0, {
      title: "The server does not answer",
      detail: "Check that it is running and that this computer reaches it.",
    });
  }
  if (response.ok) {
    return response;
  }
  const failure = await problem(response);
  if (failure.status === 401) {
    document.dispatchEvent(new CustomEvent(UNAUTHENTICATED, { detail: failure }));
  }
  throw failure;
}

export async function json(path, options) {
  return (await send(path, options)).json();
}

export function analysisPath(id, rest = "") {
  return `/v1/analysis/${encodeURIComponent(id)}${rest}`;
}

/** Resolves after a time, or rejects when the signal is aborted. */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("left", "AbortError"));
    });
  });
}

/** A key that makes a request safe to repeat. */
export function idempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
