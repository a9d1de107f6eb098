import { decidingQ } from "./cells.js";
import { el, table } from "./dom.js";
import { count, interval, number, percent, probability, signed, windowName } from "./format.js";

const DRIFT = {
  NONE: ["none", "good"],
  WARN: ["warning", "warn"],
  DRIFT: ["drifted", "bad"],
  UNKNOWN: ["too little data", "idle"],
};

const FLAGS = {
  UNSTABLE: "unstable over folds",
  COST_FRAGILE: "gone at twice the costs",
  CONFIG_VARIES: "settings vary over folds",
  DEGENERATE: "all sessions equal",
};

/** The passing windows, best first, or the plain statement that there are none. */
export function topWindows(result) {
  if (result.windows_ranked.length === 0) {
    return el("p", { class: "none" }, "No window survives FDR control.");
  }
  const columns = [
    { title: "#", number: true, cell: (w) => count(w.rank) },
    { title: "Window", header: true, cell: windowName },
    { title: "Trades", number: true, cell: (w) => count(w.n_trades) },
    { title: "Net bp per trade", number: true, cell: (w) => signed(w.mean_net_bp) },
    { title: "Net bp per session, 90 % interval", number: true, cell: perSession },
    { title: "p", number: true, cell: (w) => probability(w.p) },
    { title: `q (${result.family.method})`, number: true, cell: (w) => probability(decidingQ(w, result.family)) },
    { title: "Time to mean, min", number: true, cell: (w) => number(w.median_time_to_mean_min, 0) },
    { title: "Hit rate", number: true, cell: (w) => percent(w.hit_rate) },
    { title: "Sharpe", number: true, cell: (w) => number(w.oos_sharpe) },
    { title: "Break-even bp per side", number: true, cell: (w) => number(w.cost_break_even_bp, 1) },
    { title: "Net bp by year", cell: years },
    { title: "Drift", cell: drift },
    { title: "Remarks", cell: (w) => w.flags.map((flag) => FLAGS[flag] ?? flag).join(", ") || "–" },
  ];
  return table("Windows that survive, best first", columns, result.windows_ranked, { class: "ranked" });
}

function perSession(window) {
  return [
    signed(window.mean_net_session_bp),
    el("span", { class: "beside" }, ` ${interval(window.ci90)}`),
  ];
}

function years(window) {
  return el(
    "ul",
    { class: "years" },
    window.stability.map((y) =>
      el("li", {}, el("span", {}, String(y.year)), el("span", { class: "figures" }, signed(y.mean_net_bp))),
    ),
  );
}

function drift(window) {
  const [name, tone] = DRIFT[window.drift_flag] ?? [window.drift_flag, "idle"];
  return el("span", { class: `chip ${tone}` }, name);
}
