package dev.tidemark.transform.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.pulse.Pulse;
import dev.tidemark.core.pulse.PulseRow;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PulseSweepTest {
  private static final long SECOND = 1_000_000L;
  private static final TradingCalendar CRYPTO = TradingCalendar.of(CalendarId.CRYPTO_24X7);
  private static final long MIDNIGHT = Instant.parse("2024-07-01T00:00:00Z").getEpochSecond();

  /** A row and the timeframe it is of; times in seconds. */
  private record Row(int timeframe, PulseRow row) {}

  private static List<String> sweep(List<Row> rows, long fromSeconds) {
    List<String> out = new ArrayList<>();
    PulseSweep sweep =
        new PulseSweep(
            CRYPTO,
            Timeframe.M5,
            fromSeconds * SECOND,
            (time, reading, scores) ->
                out.add(time / SECOND + " " + reading + " " + Arrays.toString(scores)));
    rows.stream()
        .sorted(Comparator.comparingLong(r -> r.row().availableAt()))
        .forEach(
            r ->
                sweep.row(
                    r.timeframe(),
                    (r.row().tClose() - Timeframe.STORED.get(r.timeframe()).seconds()) * SECOND,
                    r.row().tClose() * SECOND,
                    r.row().availableAt() * SECOND,
                    r.row().revision(),
                    r.row().score()));
    sweep.finish();
    return out;
  }

  private static List<Row> random(Random random) {
    List<Row> rows = new ArrayList<>();
    for (int timeframe = 0; timeframe < Timeframe.STORED.size(); timeframe++) {
      long step = Timeframe.STORED.get(timeframe).seconds();
      for (long close = MIDNIGHT; close <= MIDNIGHT + 7_200; close += step) {
        if (random.nextInt(5) == 0) {
          continue;
        }
        long known = close + random.nextInt(random.nextInt(9) == 0 ? 2_000 : 20);
        for (int revision = 0; revision <= random.nextInt(6) / 5; revision++) {
          rows.add(new Row(timeframe, row(random, close, known + 30L * revision, revision)));
        }
      }
    }
    return rows;
  }

  private static PulseRow row(Random random, long close, long known, int revision) {
    double adx = random.nextInt(8) == 0 ? Double.NaN : 10 + random.nextInt(20);
    return new PulseRow(
        close,
        known,
        revision,
        random.nextInt(3) - 1,
        random.nextInt(3) - 1,
        40 + random.nextInt(20),
        adx,
        random.nextInt(30),
        random.nextInt(30));
  }

  private static List<String> byDefinition(List<Row> rows) {
    List<String> out = new ArrayList<>();
    for (long time = MIDNIGHT; time <= MIDNIGHT + 12_000; time += 300) {
      long now = time;
      if (rows.stream()
          .noneMatch(r -> r.row().availableAt() > now - 300 && r.row().availableAt() <= now)) {
        continue;
      }
      double[] scores = new double[Timeframe.STORED.size()];
      for (int timeframe = 0; timeframe < scores.length; timeframe++) {
        int wanted = timeframe;
        long maxAge = Pulse.maxAge(Timeframe.STORED.get(timeframe).seconds());
        scores[timeframe] =
            PulseRow.asOf(
                    rows.stream().filter(r -> r.timeframe() == wanted).map(Row::row).toList(), now)
                .filter(row -> !Pulse.isStale(now - row.tClose(), maxAge))
                .map(PulseRow::score)
                .orElse(Double.NaN);
      }
      out.add(now + " " + Pulse.combine(scores) + " " + Arrays.toString(scores));
    }
    return out;
  }

  @Property(tries = 200)
  void decides_what_the_definition_decides(@ForAll long seed) {
    List<Row> rows = random(new Random(seed));
    assertThat(sweep(rows, 0)).isEqualTo(byDefinition(rows));
  }

  @Property(tries = 100)
  void what_becomes_known_later_changes_no_decision(@ForAll long seed) {
    Random random = new Random(seed);
    List<Row> rows = random(random);
    long known = MIDNIGHT + random.nextInt(7_200);
    List<String> early =
        sweep(rows.stream().filter(r -> r.row().availableAt() <= known).toList(), 0);
    List<String> all = sweep(rows, 0);
    assertThat(before(early, known)).isEqualTo(before(all, known));
  }

  private static List<String> before(List<String> decisions, long known) {
    return decisions.stream().filter(d -> Long.parseLong(d.split(" ", 2)[0]) <= known).toList();
  }

  @Test
  void decisions_before_the_first_wanted_are_passed_over() {
    List<Row> rows = random(new Random(3));
    long from = MIDNIGHT + 3_600;
    assertThat(sweep(rows, from))
        .isEqualTo(
            sweep(rows, 0).stream()
                .filter(d -> Long.parseLong(d.split(" ", 2)[0]) >= from)
                .toList());
  }

  @Test
  void the_first_close_of_the_next_session_decides_what_came_overnight() {
    DecisionTimes times = new DecisionTimes(TradingCalendar.of(CalendarId.XNYS), Timeframe.M5);
    assertThat(times.atOrAfter(micros("2024-07-01T20:00:00Z")))
        .isEqualTo(micros("2024-07-01T20:00:00Z"));
    assertThat(times.atOrAfter(micros("2024-07-01T20:00:10Z")))
        .isEqualTo(micros("2024-07-02T13:35:00Z"));
    // July 3 closes at 17:00 UTC, July 4 is a holiday.
    assertThat(times.atOrAfter(micros("2024-07-03T17:00:01Z")))
        .isEqualTo(micros("2024-07-05T13:35:00Z"));
    assertThat(times.atOrAfter(micros("2024-07-01T13:31:00Z")))
        .isEqualTo(micros("2024-07-01T13:35:00Z"));
  }

  @Test
  void three_sessions_back_spans_a_weekend() {
    DecisionTimes times = new DecisionTimes(TradingCalendar.of(CalendarId.XNYS), Timeframe.M5);
    assertThat(times.sessionsBefore(micros("2024-07-01T14:00:00Z"), 2))
        .isLessThanOrEqualTo(micros("2024-06-27T13:30:00Z"));
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * SECOND;
  }
}
