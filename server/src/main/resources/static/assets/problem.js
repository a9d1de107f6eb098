import { el } from "./dom.js";

/** A problem as a notice that screen readers speak at once. */
export function problemNotice(problem, ...more) {
  return el(
    "div",
    { class: "notice bad", role: "alert", tabindex: "-1" },
    el("p", {}, el("strong", {}, problem.title)),
    problem.detail && el("p", {}, problem.detail),
    ...more,
    problem.requestId && el("p", { class: "small" }, `Request ${problem.requestId}`),
  );
}
