import { diagnostics } from "./diagnostics.js";
import { el, facts, section } from "./dom.js";
import { explanation } from "./explain.js";
import { choiceName } from "./fields.js";
import { count, instant, number, percent, probability, sentence, signed, windowName } from "./format.js";
import { heatMap } from "./heatmap.js";
import { downloads, provenance } from "./provenance.js";
import { topWindows } from "./windows.js";

/** Everything about a finished analysis: the verdict first, what it rests on below. */
export function resultView(analysis, heading, signal) {
  const result = analysis.result;
  heading.textContent = result.ticker;
  return el(
    "div",
    {},
    subtitle(analysis),
    verdict(result),
    remarks(result),
    figures(result),
    section("heat", "Where it pays", heatMap(result, signal)),
    section("windows", "Windows that survive", topWindows(result)),
    section("explain", "In words", explanation(analysis.analysis_id, signal)),
    section("diagnostics", "Diagnostics", diagnostics(result)),
    analysis.ledger && section("ledger", "Trials so far", ledger(analysis.ledger, result.windows_ranked)),
    section("provenance", "Manifest", provenance(analysis, signal)),
    section("files", "Files", downloads(analysis.analysis_id, signal)),
    parameters(result.params),
  );
}

function subtitle(analysis) {
  const { params, horizon } = analysis.result;
  return el(
    "p",
    { class: "subtitle" },
    `${params.interval} bars, ${horizon.start} to ${horizon.end}, ${choiceName(params.signal.type)}. `,
    `Submitted ${instant(analysis.created_at)}${analysis.cached ? ", known from an earlier run" : ""}.`,
  );
}

function verdict(result) {
  const { family } = result;
  const level = `a false discovery rate of ${percent(family.q)}`;
  const text =
    family.passed === 0
      ? `No window survives FDR control (${count(family.tested)} tested at ${level}).`
      : `${count(family.passed)} of ${count(family.tested)} tested windows ${family.passed === 1 ? "survives" : "survive"} ${level}.`;
  return el("p", { class: family.passed === 0 ? "verdict" : "verdict found" }, text);
}

function remarks(result) {
  const notes = result.notes.filter((note) => !/^no window survives/.test(note));
  const items = [
    ...result.warnings.map((w) => el("li", {}, w.text, " ", el("span", { class: "unit" }, w.code))),
    ...notes.map((note) => el("li", {}, sentence(note))),
  ];
  return items.length > 0 && el("div", { class: "notice warn" }, el("ul", { "aria-label": "Warnings and notes" }, items));
}

function figures(result) {
  const all = result.global_stats;
  return facts(
    [
      ["Trades out of sample", count(all.n_trades)],
      ["Sessions out of sample", count(all.oos_sessions)],
      ["Net per trade", `${signed(all.mean_net_bp)} bp`],
      ["Gross per trade", `${signed(all.mean_gross_bp)} bp`],
      ["Hit rate", percent(all.hit_rate)],
      ["Sharpe, annual", number(all.oos_sharpe)],
      ["Reality Check p", probability(result.family.reality_check_p)],
      ["SPA p", probability(result.family.spa_p)],
    ],
    "tiles",
  );
}

/** Counts over all analyses of the ticker; they are known when it ends and not part of the result. */
function ledger(trials, ranked) {
  const runs = trials.runs_on_ticker === 1 ? "once" : `${count(trials.runs_on_ticker)} times`;
  return el(
    "div",
    {},
    el(
      "p",
      {},
      `With this one you analysed the ticker ${runs}, ${count(trials.trials_on_ticker)} trials in all.`,
      " The more is tried, the more chance finds.",
    ),
    ranked.length > 0 && el("p", {}, "Probability that the Sharpe ratio beats the best of so many trials without skill:"),
    facts(
      ranked.map((window, i) => [windowName(window), probability(trials.deflated_sharpe[i])]),
      "facts wide",
    ),
  );
}

function parameters(params) {
  return el(
    "details",
    { class: "more" },
    el("summary", {}, "All parameters"),
    el("pre", { class: "code", tabindex: "0", role: "region", "aria-label": "Parameters" }, JSON.stringify(params, null, 2)),
  );
}
