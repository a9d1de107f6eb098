package dev.tidemark.analysis.params;

import java.util.List;
import java.util.stream.Stream;

/** Names, bounds and defaults of spec §4.1: one table for the reader and for the schema. */
final class Fields {
  private Fields() {}

  /** A whole number in {@code [min, max]}. */
  record Whole(String name, int min, int max, int fallback) {}

  /** A number in {@code [min, max]}, or {@code (min, max]}. */
  record Real(String name, double min, boolean aboveMin, double max, double fallback) {
    boolean allows(double value) {
      return (aboveMin ? value > min : value >= min) && value <= max;
    }
  }

  /** One of the names of an enumeration. */
  record Choice<E extends Enum<E>>(String name, Class<E> type, E fallback) {
    List<String> names() {
      return Stream.of(type.getEnumConstants()).map(Enum::name).toList();
    }
  }

  record Flag(String name, boolean fallback) {}

  static final String TICKER_PATTERN = "^[A-Z0-9.:/_-]{1,32}$";
  static final String DATE_PATTERN = "^(19|20|21)\\d\\d-\\d\\d-\\d\\d$";
  static final List<String> INTERVALS = List.of("1m", "5m", "15m", "1h");
  static final String DEFAULT_INTERVAL = "5m";
  static final List<String> SESSION_FILTERS = List.of("RTH");
  static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
  static final String AUTO = "auto";
  static final String SEED_PATTERN = "^(0|[1-9]\\d{0,19})$";
  static final int MAX_CONFIGS = 8;

  /** The default depends on the calendar. */
  static final Whole BIN_MINUTES = new Whole("bin_minutes", 1, 1440, 0);

  static final Choice<Windows.Mode> WINDOWS_MODE =
      new Choice<>("mode", Windows.Mode.class, Windows.Mode.EACH_DAY);
  static final Choice<SignalType> SIGNAL_TYPE =
      new Choice<>("type", SignalType.class, SignalType.ZSCORE);
  static final Whole LOOKBACK = new Whole("lookback", 5, 500, 20);
  static final Real ENTRY = new Real("entry", 0, true, 10, 2.0);
  static final Real EXIT = new Real("exit", -10, true, 10, 0.5);
  static final Real STOP = new Real("stop", 0, true, 1000, Double.NaN);
  static final Choice<TradeSide> SIDE = new Choice<>("side", TradeSide.class, TradeSide.BOTH);
  static final Whole MAX_HOLDING = new Whole("max_holding_bars", 1, 500, 12);
  static final Flag OVERNIGHT = new Flag("allow_overnight", false);
  static final Choice<Costs.Mode> COST_MODE =
      new Choice<>("mode", Costs.Mode.class, Costs.Mode.BARS);
  static final Real BPS_PER_SIDE = new Real("bps_per_side", 0, false, 100, 1.0);
  static final Real FALLBACK = new Real("fallback_half_spread_bps", 0, false, 100, 5.0);
  static final Whole QUOTE_AGE = new Whole("max_quote_age_s", 1, 3600, 5);
  static final Flag TICK_FLOOR = new Flag("tick_floor", true);
  static final Whole TRAIN = new Whole("train", 1, 2520, 126);
  static final Whole TEST = new Whole("test", 1, 504, 21);
  static final Whole EMBARGO = new Whole("embargo", 0, 20, 1);
  static final Choice<WalkForward.Mode> FOLD_MODE =
      new Choice<>("mode", WalkForward.Mode.class, WalkForward.Mode.ROLLING);
  static final Whole MIN_FOLDS = new Whole("min_folds", 1, 100, 3);
  static final Whole MIN_TRADES = new Whole("min_trades", 5, 10_000, 30);
  static final Whole MIN_SESSIONS = new Whole("min_sessions", 8, 10_000, 20);
  static final Choice<Bootstrap.Method> BOOT_METHOD =
      new Choice<>("method", Bootstrap.Method.class, Bootstrap.Method.STATIONARY);
  static final Whole BOOT_B = new Whole("B", 999, 99_999, 9_999);
  static final Whole BOOT_H = new Whole("h", 20, 1_000, 100);
  static final Real BLOCK = new Real("block", 1, false, 10_000, Double.NaN);
  static final Whole PATHS_B = new Whole("B", 199, 9_999, 999);
  static final Whole PATHS_H = new Whole("h", 10, 100, 20);
  static final Choice<FalseDiscovery.Method> FDR_METHOD =
      new Choice<>("method", FalseDiscovery.Method.class, FalseDiscovery.Method.BH);
  static final Real FDR_Q = new Real("q", 0, true, 0.5, 0.10);

  static final List<String> HORIZON = List.of("start", "end");
  static final List<String> WINDOWS = List.of(BIN_MINUTES.name(), "days", WINDOWS_MODE.name());
  static final List<String> SIGNAL = List.of(SIGNAL_TYPE.name());
  static final List<String> CONFIG =
      List.of(LOOKBACK.name(), ENTRY.name(), EXIT.name(), STOP.name());
  static final List<String> COSTS =
      List.of(
          COST_MODE.name(),
          BPS_PER_SIDE.name(),
          FALLBACK.name(),
          QUOTE_AGE.name(),
          TICK_FLOOR.name());
  static final List<String> FOLDS =
      List.of(TRAIN.name(), TEST.name(), EMBARGO.name(), FOLD_MODE.name(), MIN_FOLDS.name());
  static final List<String> BOOTSTRAP =
      List.of(BOOT_METHOD.name(), BOOT_B.name(), BOOT_H.name(), BLOCK.name());
  static final List<String> PATHS = List.of(PATHS_B.name(), PATHS_H.name());
  static final List<String> FDR = List.of(FDR_METHOD.name(), FDR_Q.name());

  static final List<String> ROOT =
      List.of(
          "ticker",
          "interval",
          "horizon",
          "calendar",
          "session_filter",
          "windows",
          "signal",
          "grid",
          SIDE.name(),
          MAX_HOLDING.name(),
          OVERNIGHT.name(),
          "costs",
          "walk_forward",
          MIN_TRADES.name(),
          MIN_SESSIONS.name(),
          "bootstrap",
          "null_paths",
          "fdr",
          "seed");

  /** Every field with its path, to tell where a misplaced one belongs. */
  static final List<String> PATHS_OF_ALL =
      Stream.of(
              ROOT.stream(),
              HORIZON.stream().map("horizon."::concat),
              WINDOWS.stream().map("windows."::concat),
              SIGNAL.stream().map("signal."::concat),
              CONFIG.stream().map("grid[]."::concat),
              COSTS.stream().map("costs."::concat),
              FOLDS.stream().map("walk_forward."::concat),
              BOOTSTRAP.stream().map("bootstrap."::concat),
              PATHS.stream().map("null_paths."::concat),
              FDR.stream().map("fdr."::concat))
          .flatMap(names -> names)
          .toList();
}
