package dev.tidemark.golden;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Bootstrap;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.FalseDiscovery;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.NullPaths;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.params.WalkForward;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The inputs of 11: sessions, bars and engine parameters. */
record MeanReversionInput(List<Session> sessions, List<String> rows) {

  private static final String HEADER = "ts_utc,open,high,low,close,volume,vwap";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int MIN_FOLDS = 3;
  private static final Set<String> PARAMS =
      Set.of(
          "interval_minutes",
          "bin_minutes",
          "train",
          "test",
          "embargo",
          "wf_mode",
          "signal",
          "grid",
          "sim",
          "min_trades",
          "min_sessions",
          "seed",
          "B_boot",
          "h_boot",
          "B_path",
          "h_path",
          "q");
  private static final Set<String> GRID = Set.of("lookback", "entry", "exit", "stop");
  private static final Set<String> SIM =
      Set.of("max_hold", "bps_per_side", "side", "tick_size", "allow_overnight");

  /** The bars are in the CSV file beside the JSON file. */
  static MeanReversionInput read(GoldenFile file, Vector sessions) throws IOException {
    List<Vector> named = sessions.elements();
    if (named.isEmpty()) {
      throw new MalformedVector(sessions.place(), "no sessions");
    }
    List<Session> calendar =
        TradingCalendar.of(CalendarId.XNYS).sessions(date(named.getFirst()), date(named.getLast()));
    List<LocalDate> dates = named.stream().map(MeanReversionInput::date).toList();
    if (!calendar.stream().map(Session::date).toList().equals(dates)) {
      throw new MalformedVector(sessions.place(), "not the sessions of the exchange");
    }
    List<String> lines = new GoldenFile(bars(file.path())).lines();
    if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
      throw new MalformedVector("bars, line 1", "expected the header " + HEADER);
    }
    return new MeanReversionInput(
        calendar, lines.stream().skip(1).map(String::strip).filter(row -> !row.isEmpty()).toList());
  }

  SessionBars bars(Vector params) {
    SessionBars.Builder bars =
        new SessionBars.Builder(
            interval(params), sessions, params.field("sim").field("tick_size").number());
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i).split(",", -1);
      try {
        Instant label = Instant.parse(row[0]);
        bars.bar(
            label.getEpochSecond() * NANOS_PER_SECOND,
            new BigDecimal(row[1]),
            new BigDecimal(row[2]),
            new BigDecimal(row[3]),
            new BigDecimal(row[4]),
            new BigDecimal(row[5]),
            row[6].isEmpty() ? null : new BigDecimal(row[6]));
      } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException bad) {
        throw new MalformedVector("bars, line " + (i + 2), "expected " + HEADER);
      }
    }
    return bars.build();
  }

  AnalysisParams params(Vector params, Tally tally) {
    Vector sim = params.field("sim");
    SimulatorTopic.unknown(params, PARAMS, tally);
    SimulatorTopic.unknown(sim, SIM, tally);
    return new AnalysisParams(
        "GOLDEN",
        interval(params),
        sessions.getFirst().date(),
        sessions.getLast().date(),
        CalendarId.XNYS,
        new Windows(
            params.field("bin_minutes").smallInteger(),
            Arrays.asList(DayOfWeek.values()).subList(0, 5),
            Windows.Mode.EACH_DAY),
        signal(params.field("signal")),
        params.field("grid").elements().stream().map(each -> config(each, tally)).toList(),
        sim.has("side") ? SimulatorTopic.side(sim.field("side")) : TradeSide.BOTH,
        sim.field("max_hold").smallInteger(),
        sim.has("allow_overnight") && sim.field("allow_overnight").flag(),
        new Costs(Costs.Mode.BARS, sim.field("bps_per_side").number(), 0, 0, true),
        new WalkForward(
            params.field("train").smallInteger(),
            params.field("test").smallInteger(),
            params.field("embargo").smallInteger(),
            WalkForwardTopic.mode(params.field("wf_mode")),
            MIN_FOLDS),
        params.field("min_trades").smallInteger(),
        params.field("min_sessions").smallInteger(),
        new Bootstrap(
            Bootstrap.Method.STATIONARY,
            params.field("B_boot").smallInteger(),
            params.field("h_boot").smallInteger(),
            null),
        new NullPaths(params.field("B_path").smallInteger(), params.field("h_path").smallInteger()),
        new FalseDiscovery(FalseDiscovery.Method.BH, params.field("q").number()),
        UnsignedText.parse(params.field("seed")));
  }

  private static GridConfig config(Vector each, Tally tally) {
    SimulatorTopic.unknown(each, GRID, tally);
    return new GridConfig(
        each.field("lookback").smallInteger(),
        each.field("entry").number(),
        each.field("exit").number(),
        each.has("stop") && !each.field("stop").isNull() ? each.field("stop").number() : null);
  }

  private static Timeframe interval(Vector params) {
    long seconds = params.field("interval_minutes").integer() * 60;
    for (Timeframe timeframe : Timeframe.STORED) {
      if (timeframe.seconds() == seconds) {
        return timeframe;
      }
    }
    throw new MalformedVector(params.place(), "no timeframe has this length");
  }

  private static SignalType signal(Vector name) {
    for (SignalType type : SignalType.values()) {
      if (type.name().equals(name.text())) {
        return type;
      }
    }
    throw new MalformedVector(name.place(), "unknown signal " + name.text());
  }

  private static LocalDate date(Vector session) {
    try {
      return LocalDate.parse(session.field("date").text());
    } catch (DateTimeException notADate) {
      throw new MalformedVector(session.place(), "expected a date");
    }
  }

  private static Path bars(Path json) throws IOException {
    Path directory = json.toAbsolutePath().getParent();
    if (directory == null) {
      throw new MalformedVector("", "no bars beside the file");
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files
              .filter(each -> MeanReversionTopic.bars(String.valueOf(each.getFileName())))
              .sorted()
              .toList();
      if (found.size() != 1) {
        throw new MalformedVector(
            "", "expected one file 11_*.csv of bars beside the file, found " + found.size());
      }
      return found.getFirst();
    }
  }
}
