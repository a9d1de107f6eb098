// What is said about a cell of the heat map, in words and figures.

import { count, interval, number, probability, signed, windowName } from "./format.js";

const STATUS = {
  PASS: ["Passes both tests", "good"],
  FAIL: ["Does not pass", "idle"],
  INSUFFICIENT: ["Too little data to test", "idle"],
  POOLED: ["All trades", "idle"],
};

export function cellStatus(cell) {
  return STATUS[cell.status]?.[0] ?? cell.status;
}

export function cellTone(cell) {
  return STATUS[cell.status]?.[1] ?? "idle";
}

/** The q-value that decided, by the method that was asked for. */
export function decidingQ(cell, family) {
  return family.method === "BY" ? cell.by_q : cell.fdr_q;
}

/** A few words: the name of the cell for screen readers. */
export function cellName(cell) {
  const figure = cell.status === "INSUFFICIENT" ? "" : `, ${signed(cell.mean_net_bp)} basis points`;
  return `${windowName(cell)}${figure}, ${cellStatus(cell).toLowerCase()}`;
}

/** Terms and values, as the card beside the heat map shows them. */
export function cellFacts(cell, family) {
  const sample = [
    ["Trades", count(cell.n_trades)],
    ["Sessions", count(cell.n_sessions)],
  ];
  if (cell.status === "INSUFFICIENT") {
    return sample;
  }
  return [
    ["Net per trade", `${signed(cell.mean_net_bp)} bp`],
    ["Net per session", `${signed(cell.mean_net_session_bp)} bp`],
    ["90 % interval, per session", `${interval(cell.ci90)} bp`],
    ...sample,
    ["p, bootstrap", probability(cell.p_net)],
    ["p, null paths", probability(cell.p_pred)],
    ["p, the greater", probability(cell.p)],
    [`q, ${family.method}`, probability(decidingQ(cell, family))],
    ["Hit rate", cell.hit_rate === null ? "–" : `${number(cell.hit_rate * 100, 0)} %`],
  ];
}

/** The same as one sentence to be spoken. */
export function cellSpoken(cell, family) {
  return cellFacts(cell, family)
    .map(([term, value]) => `${term} ${value}`)
    .join("; ");
}
