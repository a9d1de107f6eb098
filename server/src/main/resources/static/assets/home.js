import { analysisForm } from "./form.js";
import { el } from "./dom.js";
import { recentAnalyses } from "./recent.js";

/** A form for a new analysis beside those there are. */
export function homeView(signal) {
  const heading = el("h1", { tabindex: "-1" }, "Mean-reversion analysis");
  const element = el(
    "div",
    { class: "home" },
    el(
      "div",
      { class: "intro" },
      heading,
      el(
        "p",
        {},
        "At which hours does a price return to its mean, often and far enough to pay for the trade?",
        " Every window is traded out of sample, tested twice, and held to a false discovery rate.",
      ),
    ),
    analysisForm(signal),
    recentAnalyses(signal),
  );
  return { element, title: "Analyses", focus: heading };
}
