package dev.tidemark.core.live;

import static dev.tidemark.core.live.FeatureLog.MINUTE;
import static dev.tidemark.core.live.FeatureLog.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.live.AlertRevision.Status;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the fold tells last is what one run over everything says; restarts do not show. */
class LiveFeaturesTest {
  private static final String KEY = "test/A";
  private static final long DAY = 1440 * MINUTE;

  private static InstrumentRules rules(CalendarId calendar) {
    return new InstrumentRules(TradingCalendar.of(calendar), false);
  }

  /** A fold of the log, which goes through its store after one in {@code restarts} records. */
  private static final class Replay {
    private final InstrumentRules rules;
    private final int restarts;
    private final SplittableRandom random;
    private final MemoryFoldStore store = new MemoryFoldStore();
    private final Told told = new Told();
    private final List<Quote> accepted = new ArrayList<>();
    private InstrumentFold fold;

    Replay(CalendarId calendar, int restarts, long seed) {
      this.rules = rules(calendar);
      this.restarts = restarts;
      this.random = new SplittableRandom(seed);
      this.fold = open();
    }

    private InstrumentFold open() {
      return InstrumentFold.open(KEY, rules, LatenessPolicy.DEFAULT, store);
    }

    private void mayRestart() {
      if (restarts > 0 && random.nextInt(restarts) == 0) {
        fold.flush();
        fold = open();
      }
    }

    Told trades(List<Trade> records, long clockEvery) {
      long clock = records.getFirst().knownNanos();
      for (Trade record : records) {
        clock = clocks(clock, record.knownNanos(), clockEvery);
        fold.trade(record, told);
        mayRestart();
      }
      return end(records.getLast().knownNanos());
    }

    Told quotes(List<Quote> records, long clockEvery) {
      long clock = records.getFirst().knownNanos();
      for (Quote record : records) {
        clock = clocks(clock, record.knownNanos(), clockEvery);
        int lines = told.lines.size();
        fold.quote(record, told);
        boolean late = told.lines.size() > lines && told.lines.get(lines).startsWith("TOO_LATE");
        if (!late) {
          accepted.add(record);
        }
        mayRestart();
      }
      return end(records.getLast().knownNanos());
    }

    private long clocks(long from, long until, long every) {
      long clock = from;
      while (every > 0 && clock + every <= until) {
        clock += every;
        fold.clock(clock, told);
      }
      return clock;
    }

    private Told end(long lastKnown) {
      fold.clock(lastKnown + DAY, told);
      return told;
    }
  }

  private static Map<Long, List<Double>> last(Told told, FeatureGroup group) {
    Map<Long, Integer> revisions = new HashMap<>();
    Map<Long, List<Double>> last = new TreeMap<>();
    for (FeatureRevision each : told.features) {
      if (each.group() != group) {
        continue;
      }
      assertThat(each.revision()).isEqualTo(revisions.getOrDefault(each.startNanos(), -1) + 1);
      revisions.put(each.startNanos(), each.revision());
      List<Double> values = boxed(each.values());
      assertThat(values)
          .as("a revision changes something")
          .isNotEqualTo(last.getOrDefault(each.startNanos(), List.of()));
      if (values.isEmpty()) {
        last.remove(each.startNanos());
      } else {
        last.put(each.startNanos(), values);
      }
    }
    return last;
  }

  private static Map<Long, List<Double>> rows(FeatureColumns columns) {
    Map<Long, List<Double>> rows = new TreeMap<>();
    for (int row = 0; row < columns.rows(); row++) {
      rows.put(columns.startNanos()[row], boxed(columns.row(row)));
    }
    return rows;
  }

  /** Boxed doubles are equal when their bits are. */
  private static List<Double> boxed(double[] values) {
    List<Double> boxed = new ArrayList<>();
    for (double value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static List<String> lines(Collection<FeatureRevision> features) {
    return features.stream()
        .map(
            f ->
                f.group()
                    + " "
                    + f.startNanos()
                    + " "
                    + f.closeNanos()
                    + " "
                    + f.revision()
                    + " "
                    + f.knownNanos()
                    + " "
                    + boxed(f.values()))
        .toList();
  }

  @Property(tries = 40)
  void featuresOfBarsAreThoseOfOneRun(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int count) {
    for (CalendarId calendar : List.of(CalendarId.CRYPTO_24X7, CalendarId.XNYS)) {
      InstrumentRules rules = rules(calendar);
      List<Trade> records = FeatureLog.trades(seed, count, 8 * 60 * MINUTE, 10);
      Told told = new Replay(calendar, 0, seed).trades(records, 0);
      BarColumns minutes = new BarColumns();
      TradeBars.asKnown(records, Long.MAX_VALUE, rules.bars(Timeframe.M1)).forEach(minutes::add);
      FeatureColumns once = BatchFeatures.ofBars(minutes, rules.calendar(), Long.MAX_VALUE);
      assertThat(last(told, FeatureGroup.BARS)).isEqualTo(rows(once));
    }
  }

  @Property(tries = 40)
  void featuresOfQuotesAreThoseOfOneRun(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 700) int count,
      @ForAll @IntRange(min = 1, max = 240) int minutes) {
    List<Quote> records = FeatureLog.quotes(seed, count, minutes * MINUTE);
    Told told = new Replay(CalendarId.CRYPTO_24X7, 0, seed).quotes(records, 0);
    FeatureColumns once = BatchFeatures.ofQuotes(BatchFeatures.surviving(records), Long.MAX_VALUE);
    assertThat(last(told, FeatureGroup.QUOTES)).isEqualTo(rows(once));
  }

  @Property(tries = 40)
  void finalAlertsAreThoseOfOneRun(
      @ForAll long seed, @ForAll @IntRange(min = 100, max = 800) int count) {
    List<Trade> records = FeatureLog.trades(seed, count, 60 * MINUTE, 12);
    Told told = new Replay(CalendarId.CRYPTO_24X7, 0, seed).trades(records, 0);
    List<AlertRevision> alerts = told.alerts;
    assertThat(alerts.stream().filter(alert -> alert.status() == Status.FINAL))
        .containsExactlyElementsOf(BatchFeatures.alerts(KEY, records));
    for (AlertRevision each : alerts) {
      if (each.status() == Status.PROVISIONAL) {
        assertThat(
                alerts.stream()
                    .filter(a -> a.id().equals(each.id()) && a.status() != Status.PROVISIONAL))
            .as("a provisional alert becomes final or is withdrawn, once")
            .hasSize(1);
      }
    }
  }

  @Property(tries = 10)
  void restartsDoNotShow(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int often) {
    List<Trade> records = FeatureLog.trades(seed, 300, 5 * 60 * MINUTE, 8);
    Told straight = new Replay(CalendarId.CRYPTO_24X7, 0, seed).trades(records, 7 * SECOND);
    Told restarted = new Replay(CalendarId.CRYPTO_24X7, often, seed).trades(records, 7 * SECOND);
    assertThat(lines(restarted.features)).isEqualTo(lines(straight.features));
    assertThat(restarted.alerts).isEqualTo(straight.alerts);

    List<Quote> quotes = FeatureLog.quotes(seed, 300, 3 * 60 * MINUTE);
    assertThat(lines(new Replay(CalendarId.FX_24X5, often, seed).quotes(quotes, SECOND).features))
        .isEqualTo(lines(new Replay(CalendarId.FX_24X5, 0, seed).quotes(quotes, SECOND).features));
  }

  @Property(tries = 10)
  void overDaysFeaturesAreThoseOfTheBarsToldLast(@ForAll long seed) {
    Told told = new Replay(CalendarId.XNYS, 9, seed).trades(FoldLog.days(seed), 60 * MINUTE);
    NavigableMap<Long, Bar> last = new TreeMap<>();
    for (BarRevision bar : told.bars(Timeframe.M1)) {
      bar.content()
          .ifPresentOrElse(
              content -> last.put(bar.startNanos(), content), () -> last.remove(bar.startNanos()));
    }
    BarColumns minutes = new BarColumns();
    last.values().forEach(minutes::add);
    FeatureColumns once =
        BatchFeatures.ofBars(minutes, TradingCalendar.of(CalendarId.XNYS), Long.MAX_VALUE);
    assertThat(last(told, FeatureGroup.BARS)).isEqualTo(rows(once));
  }

  @Property(tries = 10)
  void overDaysFeaturesAreThoseOfTheQuotesAccepted(@ForAll long seed) {
    List<Quote> records = FeatureLog.quotes(seed, 400, 4 * DAY, 60 * 60 * MINUTE);
    Replay replay = new Replay(CalendarId.CRYPTO_24X7, 9, seed);
    Told told = replay.quotes(records, 60 * MINUTE);
    assertThat(told.lines).anyMatch(line -> line.startsWith("TOO_LATE"));
    FeatureColumns once =
        BatchFeatures.ofQuotes(BatchFeatures.surviving(replay.accepted), Long.MAX_VALUE);
    assertThat(last(told, FeatureGroup.QUOTES)).isEqualTo(rows(once));
    long newest = replay.accepted.stream().mapToLong(Quote::knownNanos).max().orElseThrow();
    long minutes =
        replay.accepted.stream()
            .mapToLong(quote -> quote.tsNanos() / MINUTE)
            .filter(minute -> minute > (newest - 2 * DAY) / MINUTE)
            .distinct()
            .count();
    // Some are forgotten by the next record only; of all minutes it would be 900.
    assertThat((long) replay.store.pages())
        .as("what is 48 hours old is forgotten")
        .isLessThan(4 * minutes + 60);
  }

  @Property(tries = 10)
  void howOftenTheClockIsToldDoesNotShow(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int seconds) {
    List<Trade> trades = FeatureLog.trades(seed, 300, 3 * 60 * MINUTE, 8);
    List<Quote> quotes = FeatureLog.quotes(seed, 100, 3 * 60 * MINUTE);
    Told often = new Replay(CalendarId.CRYPTO_24X7, 0, seed).trades(trades, SECOND);
    Told rarely = new Replay(CalendarId.CRYPTO_24X7, 0, seed).trades(trades, 0);
    assertThat(finals(rarely)).isEqualTo(finals(often));
    assertThat(last(rarely, FeatureGroup.BARS)).isEqualTo(last(often, FeatureGroup.BARS));
    often = new Replay(CalendarId.CRYPTO_24X7, 0, seed).quotes(quotes, SECOND);
    rarely = new Replay(CalendarId.CRYPTO_24X7, 0, seed).quotes(quotes, seconds * SECOND);
    assertThat(last(rarely, FeatureGroup.QUOTES)).isEqualTo(last(often, FeatureGroup.QUOTES));
  }

  private static List<AlertRevision> finals(Told told) {
    return told.alerts.stream().filter(alert -> alert.status() == Status.FINAL).toList();
  }
}
