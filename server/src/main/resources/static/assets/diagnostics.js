import { el, facts, table } from "./dom.js";
import { number, probability, signed } from "./format.js";

const REVERSION = {
  OK: "",
  NON_REVERTING: "does not revert",
  OSCILLATING: "oscillates",
};

/** How the prices themselves behave; it describes and decides nothing. */
export function diagnostics(result) {
  const { stationarity, half_life: half } = result.diagnostics;
  const minutes = (value, status) => (status === "OK" ? `${number(value, 0)} min` : REVERSION[status] ?? status);
  return el(
    "div",
    { class: "columns" },
    el(
      "div",
      {},
      el("h3", {}, "Half-life of a deviation"),
      facts([
        ["Estimated", minutes(half.minutes, half.status)],
        ["Corrected for small-sample bias", minutes(half.minutes_corrected, half.status_corrected)],
        ["Autoregression φ, corrected", number(half.phi_corrected, 4)],
        ["φ of a random walk, 95 %", half.null_phi_95[0] === null ? "–" : `${number(half.null_phi_95[0], 4)} to ${number(half.null_phi_95[1], 4)}`],
      ]),
      el("p", { class: "hint" }, "A random walk also shows a finite half-life; only a φ below its range says more."),
    ),
    el(
      "div",
      {},
      el("h3", {}, "Stationarity of the price"),
      facts([
        ["ADF (null: random walk)", `${number(stationarity.adf.statistic)}, p ${probability(stationarity.adf.p)}`],
        ["KPSS (null: stationary)", `${number(stationarity.kpss.statistic)}, p ${probability(stationarity.kpss.p)}`],
        ["Hurst exponent", number(stationarity.hurst)],
      ]),
      table(
        "Variance ratios",
        [
          { title: "Variance ratio at", header: true, cell: (v) => `${v.q} bars` },
          { title: "Ratio", number: true, cell: (v) => number(v.ratio, 3) },
          { title: "z", number: true, cell: (v) => number(v.z) },
        ],
        stationarity.variance_ratio,
      ),
    ),
    el(
      "div",
      {},
      el("h3", {}, "Costs, all trades"),
      table(
        "Mean net result at other costs",
        [
          { title: "Costs", header: true, cell: (c) => `${number(c.multiple, 1)} ×` },
          { title: "Net bp per trade", number: true, cell: (c) => signed(c.mean_net_bp) },
        ],
        result.pooled.cost_sensitivity,
      ),
      facts([["Break-even per side", `${number(result.pooled.cost_break_even_bp, 1)} bp`]]),
    ),
  );
}
