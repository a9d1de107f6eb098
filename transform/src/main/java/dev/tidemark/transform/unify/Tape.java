package dev.tidemark.transform.unify;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.transform.bars.BarRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ticks of one provider and day, and the one-minute bars they make over knowledge time.
 *
 * <p>A minute's first bar is made of what is known {@code settle} after its close, or later when
 * nothing is known then. Every tick, correction or cancellation that becomes known afterwards makes
 * the bar anew, if it changes it. Minutes without such ticks, nearly all, are made in columns.
 */
final class Tape {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MINUTE = 60_000_000L;

  private static final Comparator<Trade> ORDER =
      Comparator.comparingLong(Trade::tsNanos)
          .thenComparingLong(Trade::seq)
          .thenComparing(Trade::tradeId, Trade::compareIds);

  /** A quote's mid as a trade of nothing: the same bars. */
  private final boolean quotes;

  private final List<Trade> plain = new ArrayList<>();
  private final List<long[]> bidAsk = new ArrayList<>();
  private final Map<Long, List<Trade>> amended = new TreeMap<>();

  Tape(boolean quotes) {
    this.quotes = quotes;
  }

  /** The next trade, by time, sequence and id. */
  void trade(Trade trade) {
    plain.add(trade);
  }

  /** The next quote, by time: nanoseconds, bid, ask, known nanoseconds. */
  void quote(long tsNanos, long bid, long ask, long knownNanos) {
    bidAsk.add(new long[] {tsNanos, bid, ask, knownNanos});
  }

  /** All versions of a trade of which some version lies in the minute with this label. */
  void amendment(long labelMicros, List<Trade> versions) {
    amended.computeIfAbsent(labelMicros, unused -> new ArrayList<>()).addAll(versions);
  }

  /** Appends the bars of all minutes, by label. */
  void bars(BarRules rules, long settleMicros, TickBars writer, BarRows out) {
    // A stored time without nanoseconds is a null beside it, which no sort of columns puts first.
    plain.sort(ORDER);
    bidAsk.sort(Comparator.comparingLong(quote -> quote[0]));
    TreeSet<Long> unsettled = unsettled(settleMicros);
    BarColumns settled = settled(rules, unsettled);
    Map<Long, List<Integer>> members = members(unsettled);
    int next = 0;
    for (long label : unsettled) {
      next = addSettled(settled, next, label, settleMicros, writer, out);
      unsettled(label, members.getOrDefault(label, List.of()), rules, settleMicros, writer, out);
    }
    addSettled(settled, next, Long.MAX_VALUE, settleMicros, writer, out);
  }

  private static int addSettled(
      BarColumns bars, int from, long before, long settle, TickBars writer, BarRows out) {
    int bar = from;
    while (bar < bars.rows() && bars.start[bar] / NANOS_PER_MICRO < before) {
      writer.add(bars, bar, bars.end[bar] / NANOS_PER_MICRO + settle, 0, out);
      bar++;
    }
    return bar;
  }

  private int ticks() {
    return quotes ? bidAsk.size() : plain.size();
  }

  private long tsMicros(int tick) {
    long nanos = quotes ? bidAsk.get(tick)[0] : plain.get(tick).tsNanos();
    return Math.floorDiv(nanos, NANOS_PER_MICRO);
  }

  private long knownMicros(int tick) {
    long nanos = quotes ? bidAsk.get(tick)[3] : plain.get(tick).knownNanos();
    return Math.floorDiv(nanos, NANOS_PER_MICRO);
  }

  private long label(int tick) {
    return tsMicros(tick) - Math.floorMod(tsMicros(tick), MINUTE);
  }

  private TreeSet<Long> unsettled(long settle) {
    TreeSet<Long> out = new TreeSet<>(amended.keySet());
    for (int tick = 0; tick < ticks(); tick++) {
      if (knownMicros(tick) > label(tick) + MINUTE + settle) {
        out.add(label(tick));
      }
    }
    return out;
  }

  private Map<Long, List<Integer>> members(TreeSet<Long> labels) {
    Map<Long, List<Integer>> out = new HashMap<>();
    for (int tick = 0; tick < ticks() && !labels.isEmpty(); tick++) {
      if (labels.contains(label(tick))) {
        out.computeIfAbsent(label(tick), unused -> new ArrayList<>()).add(tick);
      }
    }
    return out;
  }

  private BarColumns settled(BarRules rules, TreeSet<Long> without) {
    List<Integer> ticks = new ArrayList<>(ticks());
    for (int tick = 0; tick < ticks(); tick++) {
      if (without.isEmpty() || !without.contains(label(tick))) {
        ticks.add(tick);
      }
    }
    return columns(ticks, Long.MAX_VALUE, rules);
  }

  /** Bars of those of the ticks that are known at {@code now}. */
  private BarColumns columns(List<Integer> ticks, long now, BarRules rules) {
    int size = ticks.size();
    long[] ts = new long[size];
    long[] a = new long[size];
    long[] b = new long[size];
    byte[] sides = new byte[size];
    byte[] flags = new byte[size];
    int rows = 0;
    for (int tick : ticks) {
      if (knownMicros(tick) > now) {
        continue;
      }
      if (quotes) {
        long[] quote = bidAsk.get(tick);
        ts[rows] = quote[0];
        a[rows] = quote[1];
        b[rows] = quote[2];
      } else {
        Trade trade = plain.get(tick);
        ts[rows] = trade.tsNanos();
        a[rows] = trade.price();
        b[rows] = trade.size();
        sides[rows] = side(trade);
        flags[rows] = flags(trade);
      }
      rows++;
    }
    return quotes
        ? ColumnarBars.ofMids(rows, ts, a, b, rules)
        : ColumnarBars.ofTrades(new TradeColumns(rows, ts, a, b, sides, flags), rules);
  }

  private static byte side(Trade trade) {
    if (trade.side() == null) {
      return TradeColumns.NO_SIDE;
    }
    return switch (trade.side()) {
      case BUY -> TradeColumns.BUY;
      case SELL -> TradeColumns.SELL;
    };
  }

  private static byte flags(Trade trade) {
    int flags = trade.updLast() ? 0 : TradeColumns.NO_LAST;
    flags |= trade.updHilo() ? 0 : TradeColumns.NO_HILO;
    flags |= trade.updVol() ? 0 : TradeColumns.NO_VOLUME;
    return (byte) flags;
  }

  private void unsettled(
      long label, List<Integer> ticks, BarRules rules, long settle, TickBars writer, BarRows out) {
    List<Trade> changes = amended.getOrDefault(label, List.of());
    TreeSet<Long> instants = new TreeSet<>();
    long first = label + MINUTE + settle;
    instants.add(first);
    ticks.forEach(tick -> instants.add(Math.max(first, knownMicros(tick))));
    changes.forEach(
        trade -> instants.add(Math.max(first, Math.floorDiv(trade.knownNanos(), NANOS_PER_MICRO))));
    int last = -1;
    int revision = 0;
    long close = label + MINUTE;
    boolean partial = false;
    for (long now : instants) {
      BarColumns bars =
          changes.isEmpty() ? columns(ticks, now, rules) : surviving(ticks, changes, now, rules);
      int bar = find(bars, label);
      int row;
      if (bar >= 0) {
        close = bars.end[bar] / NANOS_PER_MICRO;
        partial = bars.partial[bar];
        row = writer.add(bars, bar, now, revision, out);
      } else if (last >= 0) {
        row = writer.addEmpty(label, close, partial, now, revision, out);
      } else {
        continue;
      }
      if (last >= 0 && BarRows.sameContent(out, last, out, row)) {
        out.removeLast();
      } else {
        last = row;
        revision++;
      }
    }
  }

  private BarColumns surviving(List<Integer> ticks, List<Trade> changes, long now, BarRules rules) {
    List<Trade> records = new ArrayList<>(changes);
    ticks.forEach(tick -> records.add(plain.get(tick)));
    BarColumns out = new BarColumns();
    List<Trade> usable =
        TradeBars.surviving(records, now * NANOS_PER_MICRO + NANOS_PER_MICRO - 1).stream()
            .filter(trade -> trade.price() > 0)
            .toList();
    for (Bar bar : TradeBars.bars(usable, rules)) {
      out.add(bar);
    }
    return out;
  }

  private static int find(BarColumns bars, long label) {
    for (int bar = 0; bar < bars.rows(); bar++) {
      if (bars.start[bar] == label * NANOS_PER_MICRO) {
        return bar;
      }
    }
    return -1;
  }
}
