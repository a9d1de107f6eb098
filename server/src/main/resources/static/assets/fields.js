// The fields of a request: where they stand in it, and what people call them. Bounds and defaults
// come from the schema that the server publishes.

const CHOICES = {
  ZSCORE: "z-score of the price",
  EMA_DEV: "deviation from the EMA",
  VWAP_DEV: "deviation from the VWAP",
  BOTH: "long and short",
  LONG: "long only",
  SHORT: "short only",
  EACH_DAY: "each day for itself",
  ALL_DAYS: "all days together",
  BARS: "a fixed rate",
  QUOTES: "stored quotes",
  ROLLING: "rolling",
  ANCHORED: "anchored at the start",
  STATIONARY: "stationary",
  CIRCULAR: "circular",
  BH: "Benjamini–Hochberg",
  BY: "Benjamini–Yekutieli",
};

export function choiceName(value) {
  return CHOICES[value] ?? value;
}

const field = (pointer, label, more = {}) => ({
  pointer,
  label,
  id: `f${pointer.replaceAll("/", "-")}`,
  ...more,
});

export const TICKER = field("/ticker", "Ticker", { kind: "ticker", required: true });
export const INTERVAL = field("/interval", "Bar interval", { kind: "choice" });
export const START = field("/horizon/start", "First session", { kind: "date", required: true });
export const END = field("/horizon/end", "Last session", { kind: "date", required: true });

export const MAIN = [
  { title: "Data", fields: [TICKER, INTERVAL, START, END] },
  {
    title: "Trading rule",
    fields: [
      field("/signal/type", "Signal", { kind: "choice", wide: true }),
      field("/grid/0/lookback", "Lookback", { unit: "bars" }),
      field("/grid/0/entry", "Entry", { unit: "σ" }),
      field("/grid/0/exit", "Exit", { unit: "σ" }),
      field("/grid/0/stop", "Stop", { unit: "σ", empty: "none when empty" }),
      field("/side", "Direction", { kind: "choice" }),
      field("/max_holding_bars", "Longest holding", { unit: "bars" }),
    ],
  },
  {
    title: "Windows",
    fields: [
      field("/windows/bin_minutes", "Length", { unit: "min", empty: "by calendar when empty" }),
      field("/windows/mode", "Weekdays", { kind: "choice" }),
    ],
  },
  {
    title: "Costs",
    fields: [
      field("/costs/mode", "Costs from", { kind: "choice" }),
      field("/costs/bps_per_side", "Per side", { unit: "bp" }),
      field("/costs/tick_floor", "At least half a tick", { kind: "flag" }),
    ],
  },
];

export const ADVANCED = [
  {
    title: "Walk-forward",
    fields: [
      field("/walk_forward/train", "Training", { unit: "sessions" }),
      field("/walk_forward/test", "Test", { unit: "sessions" }),
      field("/walk_forward/embargo", "Embargo", { unit: "sessions" }),
      field("/walk_forward/mode", "Training window", { kind: "choice" }),
      field("/walk_forward/min_folds", "Fewest folds"),
    ],
  },
  {
    title: "Evidence",
    fields: [
      field("/min_trades", "Fewest trades"),
      field("/min_sessions", "Fewest sessions"),
      field("/fdr/method", "False discovery rate", { kind: "choice", wide: true }),
      field("/fdr/q", "Level q"),
      field("/bootstrap/method", "Block bootstrap", { kind: "choice" }),
      field("/bootstrap/B", "Bootstrap draws"),
      field("/null_paths/B", "Null paths"),
      field("/seed", "Seed", { kind: "text", empty: "derived when empty" }),
    ],
  },
  {
    title: "Execution",
    fields: [
      field("/allow_overnight", "Hold overnight", { kind: "flag" }),
      field("/costs/fallback_half_spread_bps", "Half spread, no quote", { unit: "bp" }),
      field("/costs/max_quote_age_s", "Oldest quote", { unit: "s" }),
    ],
  },
];

export const ALL = [...MAIN, ...ADVANCED].flatMap((group) => group.fields);

/** The schema of what a pointer names, or nothing. */
export function schemaOf(schema, pointer) {
  return pointer
    .split("/")
    .slice(1)
    .reduce((at, name) => (at?.type === "array" ? at.items : at?.properties?.[name]), schema);
}

/** Puts a value where the pointer says. Digits are array positions. */
export function put(request, pointer, value) {
  const names = pointer.split("/").slice(1);
  let at = request;
  names.forEach((name, i) => {
    if (i === names.length - 1) {
      at[name] = value;
    } else {
      at[name] ??= /^\d+$/.test(names[i + 1]) ? [] : {};
      at = at[name];
    }
  });
}

/** The field a problem is about: the one it names, else one inside or around it. */
export function fieldAt(pointer) {
  return (
    ALL.find((f) => f.pointer === pointer) ??
    (pointer && ALL.find((f) => f.pointer.startsWith(`${pointer}/`))) ??
    ALL.find((f) => pointer.startsWith(`${f.pointer}/`))
  );
}
