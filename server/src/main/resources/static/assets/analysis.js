import { analysisPath, json, pause } from "./api.js";
import { announce, el } from "./dom.js";
import { percent, sentence } from "./format.js";
import { problemNotice } from "./problem.js";
import { resultView } from "./result.js";
import { finished, statusChip, statusName } from "./status.js";

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 4000;
const STATE = "status,progress,ticker,created_at,error";

/** One analysis: its progress until it is finished, then its result. */
export function analysisView(id, signal) {
  const heading = el("h1", { tabindex: "-1" }, "Analysis");
  const body = el("div", {});
  const element = el("div", { class: "analysis" }, el("div", { class: "title" }, heading), body);
  follow(id, signal, heading, body).catch((failure) => {
    if (failure.name !== "AbortError") {
      body.replaceChildren(problemNotice(failure));
    }
  });
  return { element, title: "Analysis", focus: heading };
}

async function follow(id, signal, heading, body) {
  let state = await poll(id, signal);
  heading.textContent = state.ticker;
  if (!finished(state.status)) {
    const progress = progressView(id, signal);
    body.replaceChildren(progress.element);
    progress.show(state);
    for (let wait = FIRST_PAUSE; !finished(state.status); wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
      await pause(wait, signal);
      state = await poll(id, signal, progress);
      progress.show(state);
    }
  }
  announce(`Analysis of ${state.ticker}: ${statusName(state.status)}`);
  if (state.status === "SUCCEEDED") {
    const analysis = await json(analysisPath(id), { signal });
    document.title = `${analysis.ticker} · Tidemark`;
    body.replaceChildren(resultView(analysis, heading, signal));
  } else {
    body.replaceChildren(withoutResult(state));
  }
}

/** Asks how far it is; waits when the server is busy or away instead of giving up. */
async function poll(id, signal, progress) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      return await json(analysisPath(id, `?fields=${STATE}`), { signal });
    } catch (failure) {
      if (!failure.passing || !progress) {
        throw failure;
      }
      progress.waiting(failure);
      await pause(Math.max(wait, failure.retryAfter * 1000), signal);
    }
  }
}

function progressView(id, signal) {
  const bar = el("progress", { max: "1", "aria-label": "Progress" });
  const text = el("p", { class: "figures" });
  const trouble = el("div", {});
  const cancel = el("button", { type: "button", class: "quiet" }, "Cancel");
  let told = "";

  cancel.addEventListener("click", async () => {
    cancel.disabled = true;
    try {
      await json(analysisPath(id), { method: "DELETE", signal });
      announce("Cancelling");
    } catch (failure) {
      cancel.disabled = false;
      if (failure.name !== "AbortError") {
        trouble.replaceChildren(problemNotice(failure));
      }
    }
  });

  return {
    element: el("section", { class: "card narrow", "aria-label": "Progress" }, text, bar, trouble, cancel),
    show(state) {
      bar.value = state.progress;
      text.textContent = `${statusName(state.status)}, ${percent(state.progress)}`;
      trouble.replaceChildren();
      const step = `${statusName(state.status)}, ${percent(Math.floor(state.progress * 4) / 4)}`;
      if (step !== told) {
        announce(step);
        told = step;
      }
    },
    waiting(failure) {
      text.textContent = `${failure.title}. Trying again.`;
    },
  };
}

function withoutResult(state) {
  const error = state.error;
  return el(
    "section",
    { class: "card narrow" },
    el("p", {}, statusChip(state.status)),
    error && el("p", {}, el("strong", {}, sentence(error.detail))),
    error && el("p", {}, sentence(error.hint)),
    error && el("p", { class: "small" }, error.reason),
    state.status === "CANCELLED" && el("p", {}, "It was cancelled and has no result."),
    el("p", {}, el("a", { href: "#/" }, "New analysis")),
  );
}
