package dev.tidemark.analysis.params;

import dev.tidemark.core.number.CanonicalNumber;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** The rules of spec §4.1 that involve several fields; each is asked when its fields are right. */
final class CrossChecks {
  private final AnalysisParams params;
  private final RequestRules rules;
  private final String root;
  private final Problems problems;

  CrossChecks(AnalysisParams params, RequestRules rules, String root, Problems problems) {
    this.params = params;
    this.rules = rules;
    this.root = root;
    this.problems = problems;
  }

  void run() {
    thresholds();
    if (problems.none(root + "/windows", root + "/interval", root + "/calendar")) {
      cells();
    }
    if (problems.none(root + "/horizon", root + "/calendar", root + "/walk_forward")) {
      history();
    }
  }

  private void thresholds() {
    for (int i = 0; i < params.grid().size(); i++) {
      GridConfig config = params.grid().get(i);
      String at = root + "/grid/" + i;
      if (problems.none(at)) {
        order(config, at);
        reach(config, at);
      }
    }
  }

  private void order(GridConfig config, String at) {
    String entry = CanonicalNumber.format(config.entry());
    if (Math.abs(config.exit()) >= config.entry()) {
      problems.invalid(
          at + "/exit",
          "The exit " + CanonicalNumber.format(config.exit()) + " is not inside the entry band",
          "Give an exit between -" + entry + " and " + entry + ", both exclusive");
    }
    Double stop = config.stop();
    if (stop != null && stop <= config.entry()) {
      problems.invalid(
          at + "/stop",
          "The stop " + CanonicalNumber.format(stop) + " is not beyond the entry",
          "Give a stop above " + entry + ", or null for none");
    }
  }

  /** A z-score over n values is at most sqrt(n-1), a value over their RMS at most sqrt(n). */
  private void reach(GridConfig config, String at) {
    int n = params.signal() == SignalType.ZSCORE ? config.lookback() - 1 : config.lookback();
    double bound = Math.sqrt(n);
    if (config.entry() >= bound) {
      problems.add(
          at + "/entry",
          Reason.THRESHOLD_UNREACHABLE,
          "A signal over "
              + config.lookback()
              + " bars never exceeds "
              + CanonicalNumber.format(bound),
          "Give a smaller entry or a longer lookback");
    }
  }

  private void cells() {
    int cells = params.windows().cells(params.calendar(), params.interval());
    if (cells > rules.maxCells()) {
      problems.add(
          root + "/windows",
          Reason.TOO_MANY_CELLS,
          "The windows make " + cells + " cells, more than " + rules.maxCells(),
          "Take longer bins, fewer days, or mode ALL_DAYS");
      return;
    }
    if (problems.none(root + "/fdr", root + "/bootstrap/B")) {
      draws("/bootstrap/B", params.bootstrap().replicates(), Fields.BOOT_B.max(), cells);
    }
    if (problems.none(root + "/fdr", root + "/null_paths/B")) {
      draws("/null_paths/B", params.nullPaths().paths(), Fields.PATHS_B.max(), cells);
    }
  }

  /** The smallest p that B draws can show must be able to pass among m tests: B + 1 >= m/q. */
  private void draws(String field, int draws, int most, int cells) {
    double needed = cells / params.falseDiscovery().level();
    if (draws + 1 < needed) {
      problems.add(
          root + field,
          Reason.BOOTSTRAP_TOO_FEW_SAMPLES,
          "With " + draws + " draws no p is small enough to pass among " + cells + " cells",
          needed - 1 <= most
              ? "Give at least " + (long) Math.ceil(needed - 1) + ", or a greater fdr.q"
              : "Give a greater fdr.q, or fewer cells");
    }
  }

  private void history() {
    LocalDate start = params.start();
    List<Session> sessions = TradingCalendar.of(params.calendar()).sessions(start, params.end());
    WalkForward cut = params.walkForward();
    int first = cut.train() + cut.embargo();
    int tested = tested(sessions.size() - first, cut.test());
    int folds = Math.ceilDiv(tested, cut.test());
    if (folds < cut.minFolds()) {
      problems.add(
          root + "/horizon",
          Reason.INSUFFICIENT_HISTORY,
          sessions.size() + " sessions make " + folds + " folds, " + cut.minFolds() + " are needed",
          "Take a longer horizon, or shorter walk_forward.train or .test");
    } else if (problems.none(root + "/windows", root + "/bootstrap")) {
      block(sessions.subList(first, first + tested));
    }
  }

  /** Sessions in test folds; a last fold counts from half its length on (spec §4.4). */
  private static int tested(int available, int test) {
    int rest = Math.max(0, available) % test;
    int whole = Math.max(0, available) - rest;
    return rest > 0 && rest >= Math.ceilDiv(test, 2) ? whole + rest : whole;
  }

  private void block(List<Session> tested) {
    Double block = params.bootstrap().block();
    if (block == null) {
      return;
    }
    long fewest = tested.size();
    if (params.windows().mode() == Windows.Mode.EACH_DAY) {
      for (DayOfWeek day : params.windows().days()) {
        long sessions = tested.stream().filter(s -> s.date().getDayOfWeek() == day).count();
        fewest = Math.min(fewest, sessions);
      }
    }
    if (block > Math.max(1, fewest / 3.0)) {
      problems.invalid(
          root + "/bootstrap/block",
          "A block of "
              + CanonicalNumber.format(block)
              + " is more than a third of the "
              + fewest
              + " tested sessions of a cell",
          "Give at most " + Math.max(1, fewest / 3) + ", or \"auto\"");
    }
  }
}
