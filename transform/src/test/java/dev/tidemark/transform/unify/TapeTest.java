package dev.tidemark.transform.unify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TapeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long SETTLE = 15;
  private static final BarRules RULES =
      BarRules.of(TradingCalendar.of(CalendarId.CRYPTO_24X7), Timeframe.M1);

  private final Names names = new Names();
  private final BarRows out = new BarRows();

  private void bars(Tape tape, Origin origin) {
    tape.bars(RULES, SETTLE * 1_000_000, new TickBars(names, "venue", false, origin), out);
  }

  private static Trade trade(String id, int version, TradeOp op, long ts, long price, long known) {
    return new Trade(
        id,
        version,
        op,
        ts * SECOND,
        Long.parseLong(id),
        price * 100_000_000,
        200_000_000,
        known * SECOND,
        null,
        true,
        true,
        true);
  }

  private List<String> shown() {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      String prices =
          out.isNull(BarRows.NO_PRICES, i)
              ? "none"
              : out.get(BarField.OPEN, i) / 100_000_000
                  + " "
                  + out.get(BarField.HIGH, i) / 100_000_000
                  + " "
                  + out.get(BarField.LOW, i) / 100_000_000
                  + " "
                  + out.get(BarField.CLOSE, i) / 100_000_000;
      shown.add(
          "%d@%d r%d %s v%d"
              .formatted(
                  out.get(BarField.LABEL, i) / 1_000_000,
                  out.get(BarField.KNOWN, i) / 1_000_000,
                  out.get(BarField.REVISION, i),
                  prices,
                  out.get(BarField.VOLUME_LOW, i) / 100_000_000));
    }
    return shown;
  }

  /** A corrected price inside a minute may show in nothing but the notional. */
  private List<String> shownWithNotional() {
    List<String> shown = shown();
    for (int i = 0; i < shown.size(); i++) {
      Int128 notional =
          new Int128(out.get(BarField.NOTIONAL_HIGH, i), out.get(BarField.NOTIONAL_LOW, i));
      shown.set(i, shown.get(i) + " n" + notional);
    }
    return shown;
  }

  @Test
  void a_minute_is_known_when_it_is_settled() {
    Tape tape = new Tape(false);
    tape.trade(trade("1", 1, TradeOp.NEW, 5, 10, 6));
    tape.trade(trade("2", 1, TradeOp.NEW, 50, 12, 70));
    tape.trade(trade("3", 1, TradeOp.NEW, 60, 11, 61));
    bars(tape, Origin.TRADES);
    assertThat(shown()).containsExactly("0@75 r0 10 12 10 12 v4", "60@135 r0 11 11 11 11 v2");
    assertThat(names.name(out.get(BarField.FLAGS, 0))).isEqualTo("FROM_TRADES");
  }

  @Test
  void a_late_trade_makes_a_new_row() {
    Tape tape = new Tape(false);
    tape.trade(trade("1", 1, TradeOp.NEW, 5, 10, 6));
    tape.trade(trade("2", 1, TradeOp.NEW, 50, 12, 500));
    bars(tape, Origin.TRADES);
    assertThat(shown()).containsExactly("0@75 r0 10 10 10 10 v2", "0@500 r1 10 12 10 12 v4");
  }

  @Test
  void a_cancelled_minute_has_no_prices_from_then_on() {
    Tape tape = new Tape(false);
    tape.amendment(
        0,
        List.of(trade("1", 1, TradeOp.NEW, 5, 10, 6), trade("1", 2, TradeOp.CANCEL, 5, 10, 400)));
    bars(tape, Origin.TRADES);
    assertThat(shown()).containsExactly("0@75 r0 10 10 10 10 v2", "0@400 r1 none v0");
  }

  @Test
  void mids_of_quotes_make_bars_without_volume() {
    Tape tape = new Tape(true);
    tape.quote(SECOND, 10, 12, 2 * SECOND);
    tape.quote(2 * SECOND, 12, 11, 3 * SECOND); // crossed: not a price
    tape.quote(3 * SECOND, 20, 22, 4 * SECOND);
    tape.quote(4 * SECOND, 2, 4, 300 * SECOND);
    bars(tape, Origin.QUOTES);
    assertThat(out.size()).isEqualTo(2);
    assertThat(out.get(BarField.CLOSE, 0)).isEqualTo(21);
    assertThat(out.get(BarField.LOW, 1)).isEqualTo(3);
    assertThat(out.isNull(BarRows.NO_VWAP, 0)).isTrue();
    assertThat(out.get(BarField.VOLUME_LOW, 0)).isZero();
    assertThat(names.name(out.get(BarField.FLAGS, 0))).isEqualTo("MID");
  }

  /** At every second: the bars of the trades surviving then, or nothing before they are settled. */
  @Property(tries = 150)
  void equals_the_bars_as_known_at_every_instant(@ForAll long seed) {
    out.clear();
    Random random = new Random(seed);
    List<List<Trade>> trades = new ArrayList<>();
    for (int id = 1; id <= 25; id++) {
      List<Trade> versions = new ArrayList<>();
      long ts = random.nextInt(240);
      long known = ts + random.nextInt(8);
      known += random.nextInt(6) == 0 ? random.nextInt(300) : 0;
      versions.add(trade(Integer.toString(id), 1, TradeOp.NEW, ts, 5 + random.nextInt(9), known));
      if (random.nextInt(5) == 0) {
        boolean cancel = random.nextBoolean();
        versions.add(
            trade(
                Integer.toString(id),
                2,
                cancel ? TradeOp.CANCEL : TradeOp.CORRECT,
                cancel ? ts : Math.max(0, ts - random.nextInt(80)),
                5 + random.nextInt(9),
                known + random.nextInt(200)));
      }
      trades.add(versions);
    }
    Tape tape = new Tape(false);
    for (List<Trade> versions : trades) {
      if (versions.size() == 1) {
        tape.trade(versions.getFirst());
      } else {
        new TreeSet<>(versions.stream().map(t -> t.tsNanos() / SECOND / 60 * 60).toList())
            .forEach(label -> tape.amendment(label * 1_000_000, versions));
      }
    }
    bars(tape, Origin.TRADES);
    assertThat(shownWithNotional())
        .isEqualTo(byDefinition(trades.stream().flatMap(List::stream).toList()));
  }

  private static List<String> byDefinition(List<Trade> records) {
    Map<Long, String> last = new HashMap<>();
    Map<Long, Integer> revisions = new HashMap<>();
    TreeMap<Long, List<String>> rows = new TreeMap<>();
    for (long now = 0; now < 900; now++) {
      Map<Long, String> bars = new HashMap<>();
      for (Bar bar : TradeBars.asKnown(records, now * SECOND, RULES)) {
        bars.put(
            bar.startNanos() / SECOND,
            "%d %d %d %d v%d n%s"
                .formatted(
                    bar.open() / 100_000_000,
                    bar.high() / 100_000_000,
                    bar.low() / 100_000_000,
                    bar.close() / 100_000_000,
                    bar.volume().low() / 100_000_000,
                    bar.notional()));
      }
      for (long label = 0; label < 300; label += 60) {
        if (now < label + 60 + SETTLE) {
          continue;
        }
        String bar = bars.getOrDefault(label, last.containsKey(label) ? "none v0 n0" : "");
        if (!bar.isEmpty() && !bar.equals(last.put(label, bar))) {
          int revision = revisions.merge(label, 1, Integer::sum) - 1;
          rows.computeIfAbsent(label, unused -> new ArrayList<>())
              .add("%d@%d r%d %s".formatted(label, now, revision, bar));
        }
      }
    }
    return rows.values().stream().flatMap(List::stream).toList();
  }
}
