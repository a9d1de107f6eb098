package dev.tidemark.app.parity;

import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.time.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts, per feature and engine, of values compared, equal and different. */
public final class ParityTable {
  private static final long MICRO = 1_000L;
  private static final String ALERTS = "large_trade_alert";

  /** One cell. */
  public static final class Cell {
    private long compared;
    private long equal;
    private String first = "";

    public long compared() {
      return compared;
    }

    public long equal() {
      return equal;
    }

    public long different() {
      return compared - equal;
    }

    /** Where and how the first difference is; empty without any. */
    public String first() {
      return first;
    }

    private void add(
        boolean same, String where, @Nullable Object expected, @Nullable Object found) {
      compared++;
      if (same) {
        equal++;
      } else if (first.isEmpty()) {
        first = where + ": kernels " + expected + ", engine " + found;
      }
    }
  }

  private final Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
  private final Set<Engine> engines = EnumSet.noneOf(Engine.class);

  /** Every feature has a line, compared or not. */
  public ParityTable() {
    View.TIMEFRAMES.forEach(timeframe -> line(barName(timeframe)));
    for (FeatureGroup group : FeatureGroup.values()) {
      group.features().forEach(this::line);
    }
    line(ALERTS);
  }

  /** By feature and engine, in the order to show them. */
  public Map<String, Map<String, Cell>> cells() {
    return cells;
  }

  /** Those that took part. */
  public Set<Engine> engines() {
    return engines;
  }

  public long compared() {
    return all(Cell::compared);
  }

  public long different() {
    return all(Cell::different);
  }

  private long all(java.util.function.ToLongFunction<Cell> count) {
    return cells.values().stream().flatMap(each -> each.values().stream()).mapToLong(count).sum();
  }

  /** Compares bars and features, and of the end also alerts. */
  public void compare(Engine engine, String series, Known expected, Known found, boolean alerts) {
    engines.add(engine);
    for (Timeframe timeframe : View.TIMEFRAMES) {
      Map<Long, Bar> wanted = expected.bars(timeframe);
      Map<Long, Bar> got = found.bars(timeframe);
      Cell cell = cell(barName(timeframe), engine);
      for (Long label : union(wanted.keySet(), got.keySet())) {
        Bar a = wanted.get(label);
        Bar b = got.get(label);
        cell.add(Objects.equals(a, b), where(series, label), a, b);
      }
    }
    for (FeatureGroup group : FeatureGroup.values()) {
      features(engine, series, group, expected.features(group), found.features(group));
    }
    if (alerts) {
      Cell cell = cell(ALERTS, engine);
      TreeSet<String> ids = new TreeSet<>(expected.alerts().keySet());
      ids.addAll(found.alerts().keySet());
      for (String id : ids) {
        LargeTradeAlert a = stored(expected.alerts().get(id));
        LargeTradeAlert b = stored(found.alerts().get(id));
        cell.add(Objects.equals(a, b), series, a, b);
      }
    }
  }

  /** As the database keeps it: the time in microseconds, rounded down. */
  private static @Nullable LargeTradeAlert stored(@Nullable LargeTradeAlert alert) {
    return alert == null
        ? null
        : new LargeTradeAlert(
            Math.floorDiv(alert.tsNanos(), MICRO) * MICRO,
            alert.firstId(),
            alert.secondId(),
            alert.thirdId());
  }

  private void features(
      Engine engine,
      String series,
      FeatureGroup group,
      Map<Long, double[]> expected,
      Map<Long, double[]> found) {
    Cell[] line = group.features().stream().map(name -> cell(name, engine)).toArray(Cell[]::new);
    double[] none = new double[line.length];
    Arrays.fill(none, Double.NaN);
    for (Long label : union(expected.keySet(), found.keySet())) {
      double[] a = expected.getOrDefault(label, none);
      double[] b = found.getOrDefault(label, none);
      boolean both = expected.containsKey(label) == found.containsKey(label);
      for (int i = 0; i < line.length; i++) {
        boolean same =
            both && i < b.length && Double.doubleToLongBits(a[i]) == Double.doubleToLongBits(b[i]);
        line[i].add(
            same,
            where(series, label),
            shown(a, i),
            both ? shown(b, i) : "minute on one side only");
      }
    }
  }

  /** Counts of an engine that compares by itself. */
  void add(Engine engine, String feature, long equal, long different, String first) {
    engines.add(engine);
    Cell cell = cell(feature, engine);
    cell.compared += equal + different;
    cell.equal += equal;
    if (cell.first.isEmpty()) {
      cell.first = first;
    }
  }

  /** Counts of other series; where this has a first difference it keeps it. */
  void add(ParityTable more) {
    engines.addAll(more.engines);
    more.cells.forEach(
        (feature, line) ->
            line.forEach(
                (engine, each) -> {
                  Cell cell = line(feature).computeIfAbsent(engine, absent -> new Cell());
                  cell.compared += each.compared;
                  cell.equal += each.equal;
                  if (cell.first.isEmpty()) {
                    cell.first = each.first;
                  }
                }));
  }

  private static @Nullable Object shown(double[] values, int at) {
    return at < values.length ? values[at] : null;
  }

  private static Set<Long> union(Set<Long> a, Set<Long> b) {
    if (a.equals(b)) {
      return a;
    }
    TreeMap<Long, Boolean> all = new TreeMap<>();
    a.forEach(each -> all.put(each, true));
    b.forEach(each -> all.put(each, true));
    return all.keySet();
  }

  private static String where(String series, long label) {
    return series + " " + Instant.EPOCH.plusNanos(label);
  }

  private static String barName(Timeframe timeframe) {
    return "ohlc_" + timeframe.code();
  }

  private Map<String, Cell> line(String feature) {
    return cells.computeIfAbsent(feature, absent -> new LinkedHashMap<>());
  }

  private Cell cell(String feature, Engine engine) {
    return line(feature).computeIfAbsent(engine.text(), absent -> new Cell());
  }
}
