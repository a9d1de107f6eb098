package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.check.MarketCheck.Period;
import dev.tidemark.app.smartdb.check.SqlAnswers.Question;
import dev.tidemark.app.smartdb.check.SqlAnswers.Snapshot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots at random times as known at random times: the kernels see only the records known then,
 * the database must answer the same although it holds all of them.
 */
final class SnapshotCheck {
  private static final String[] BAR = {
    "open", "high", "low", "close", "volume", "vwap", "trade_count"
  };
  private static final String[] QUOTE = {"bid", "ask", "bidask_spread"};
  private static final long MICRO = 1_000;
  private static final long HOUR = 3_600_000_000_000L;
  private static final int CHUNK = 50;

  private final SeriesRecords records;
  private final SqlAnswers answers;
  private final Period period;
  private final int probes;
  private final SplittableRandom draws;
  private final Comparison bar;
  private final Comparison spread;

  SnapshotCheck(SeriesRecords records, SqlAnswers answers, Period period, int probes, long seed) {
    this.records = records;
    this.answers = answers;
    this.period = period;
    this.probes = probes;
    this.draws = new SplittableRandom(seed);
    this.bar = new Comparison(records.name(), "feature_pit_snapshot");
    this.spread = new Comparison(records.name(), "bidask_spread");
  }

  List<FeatureResult> run() {
    KernelSnapshot kernel = new KernelSnapshot(records, new MinuteNumbers(records.calendar()));
    List<Question> questions = questions();
    for (int from = 0; from < questions.size(); from += CHUNK) {
      List<Question> some = questions.subList(from, Math.min(questions.size(), from + CHUNK));
      List<Snapshot> found = answers.snapshots(some);
      for (int i = 0; i < some.size(); i++) {
        compare(some.get(i), kernel.answer(some.get(i)), found.get(i));
      }
    }
    return List.of(bar.result(), spread.result());
  }

  /** A third asks for the time itself, a third shortly after it, a third for any time. */
  private List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    long span = period.untilNanos() - period.fromNanos() + HOUR;
    for (int i = 0; i < probes; i++) {
      long asOf = period.fromNanos() + draws.nextLong(span / MICRO) * MICRO;
      long known =
          switch (i % 3) {
            case 0 -> asOf;
            case 1 -> asOf + draws.nextLong(120_000_000L) * MICRO;
            default -> period.fromNanos() + draws.nextLong(2 * span / MICRO) * MICRO;
          };
      questions.add(
          new Question(records.name().toString(), Times.instant(asOf), Times.instant(known)));
    }
    return questions;
  }

  private void compare(Question question, Snapshot kernel, Snapshot database) {
    String at = question.asOf() + " as known " + question.asKnown();
    bar.row();
    bar.exact(at, "event_time", kernel.eventTime(), database.eventTime());
    exact(bar, at, BAR, kernel.bar(), database.bar());
    for (int i = 0; i < SqlAnswers.DOUBLES.size(); i++) {
      bar.close(at, SqlAnswers.DOUBLES.get(i), kernel.doubles()[i], database.doubles()[i]);
    }
    bar.exact(at, "regime_tag", kernel.regime(), database.regime());
    spread.row();
    exact(spread, at, QUOTE, kernel.quote(), database.quote());
    Instant quoted = kernel.quoteTime();
    spread.exact(at, "quote_time", quoted, database.quoteTime());
  }

  private static void exact(
      Comparison comparison,
      String at,
      String[] columns,
      @Nullable BigDecimal[] kernel,
      @Nullable BigDecimal[] database) {
    for (int i = 0; i < columns.length; i++) {
      comparison.exact(at, columns[i], kernel[i], database[i]);
    }
  }
}
