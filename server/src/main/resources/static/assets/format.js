// Numbers and times as people read them. Missing values are an en dash.

const NONE = "–";
const formats = new Map();

function fixed(digits) {
  if (!formats.has(digits)) {
    formats.set(
      digits,
      new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    );
  }
  return formats.get(digits);
}

export function number(value, digits = 2) {
  if (value === null || value === undefined) {
    return NONE;
  }
  const text = fixed(digits).format(value);
  return (/[1-9]/.test(text) ? text : text.replace("-", "")).replace("-", "−");
}

export function signed(value, digits = 1) {
  const text = number(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export function count(value) {
  return number(value, 0);
}

export function percent(value, digits = 0) {
  return value === null || value === undefined ? NONE : `${number(value * 100, digits)} %`;
}

/** A p- or q-value. */
export function probability(value) {
  return value !== null && value !== undefined && value < 0.001 ? "< 0.001" : number(value, 3);
}

export function interval(bounds, digits = 1) {
  return bounds ? `${signed(bounds[0], digits)} to ${signed(bounds[1], digits)}` : NONE;
}

/** An instant to the minute, UTC. */
export function instant(text) {
  return text ? `${text.slice(0, 10)} ${text.slice(11, 16)} UTC` : NONE;
}

const DAYS = { MON: "Mon", TUE: "Tue", WED: "Wed", THU: "Thu", FRI: "Fri", SAT: "Sat", SUN: "Sun" };

export function day(dow) {
  return dow ? DAYS[dow] : "All days";
}

export function hours(window) {
  return window ? window.replace("-", "–") : "all hours";
}

/** A window's name: day and local hours. */
export function windowName(cell) {
  return `${day(cell.dow)} ${hours(cell.window)}`;
}

/** Ends with a full stop. */
export function sentence(text) {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
