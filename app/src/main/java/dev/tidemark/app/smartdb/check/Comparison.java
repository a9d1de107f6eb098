package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.load.SeriesName;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares one feature of one series, value by value, and remembers where it first differs. */
final class Comparison {
  /** What a double may be away from the kernel's, relative. */
  static final double TOLERANCE = 1e-9;

  private final SeriesName series;
  private final String feature;
  private long rows;
  private long equal;
  private long within;
  private long different;
  private double worst;
  private String first = "";

  Comparison(SeriesName series, String feature) {
    this.series = series;
    this.feature = feature;
  }

  /** Decimals and everything else that is exact. */
  void exact(String at, String column, @Nullable Object kernel, @Nullable Object database) {
    boolean same =
        kernel instanceof BigDecimal a && database instanceof BigDecimal b
            ? a.compareTo(b) == 0
            : Objects.equals(kernel, database);
    count(same ? Outcome.EQUAL : Outcome.DIFFERENT, at, column, kernel, database);
  }

  /** Doubles; NaN is null. */
  void close(String at, String column, double kernel, double database) {
    if (Double.isNaN(kernel) || Double.isNaN(database)) {
      boolean both = Double.isNaN(kernel) && Double.isNaN(database);
      count(both ? Outcome.EQUAL : Outcome.DIFFERENT, at, column, shown(kernel), shown(database));
      return;
    }
    double apart = Math.abs(kernel - database);
    double scale = Math.max(Math.abs(kernel), Math.abs(database));
    double relative = apart == 0 ? 0 : apart / scale;
    worst = Math.max(worst, relative);
    Outcome outcome =
        relative == 0 ? Outcome.EQUAL : relative <= TOLERANCE ? Outcome.WITHIN : Outcome.DIFFERENT;
    count(outcome, at, column, kernel, database);
  }

  /** A row that only one side has. */
  void alone(String at, boolean kernel) {
    count(Outcome.DIFFERENT, at, "row", kernel ? "has it" : null, kernel ? null : "has it");
  }

  /** The next row begins. */
  void row() {
    rows++;
  }

  FeatureResult result() {
    return new FeatureResult(series, feature, rows, equal, within, different, worst, first);
  }

  private enum Outcome {
    EQUAL,
    WITHIN,
    DIFFERENT
  }

  private void count(
      Outcome outcome,
      String at,
      String column,
      @Nullable Object kernel,
      @Nullable Object database) {
    switch (outcome) {
      case EQUAL -> equal++;
      case WITHIN -> within++;
      case DIFFERENT -> {
        different++;
        if (first.isEmpty()) {
          first = at + " " + column + ": kernel " + kernel + ", database " + database;
        }
      }
    }
  }

  private static @Nullable Double shown(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
