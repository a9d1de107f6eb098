package dev.tidemark.transform.unify;

import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.Origin;
import dev.tidemark.transform.bars.RowFlags;
import java.math.RoundingMode;
import java.util.List;
import java.util.TreeSet;

/**
 * One longer bar made of the winning one-minute bars inside it, over knowledge time.
 *
 * <p>The bar comes into being when every minute of the grid is known, but not before the interval
 * ends; a minute that never comes is waited for until {@code t_close + settle}. From then on each
 * newly known version of a minute makes the bar anew, known from that instant, unless nothing
 * changed. Open is the first minute's, high the greatest, low the smallest, close the last one's;
 * volume, notional, buys, sells and trades are exact sums, null when a minute does not have them;
 * {@code vwap = notional / volume} to 12 digits, half even. Minutes without prices (all trades
 * cancelled) are passed over; a bar of only such minutes has no prices either. The row carries the
 * minutes' flags and {@code ROLLUP}, their provider (several: all names in order, joined by {@code
 * +}), and is mock when one of them is.
 */
final class RollUpTimeline {
  private static final long MINUTE = 60_000_000L;

  private final Names names;
  private final long settleMicros;
  private int[] current = new int[64];

  RollUpTimeline(Names names, long settleMicros) {
    this.names = names;
    this.settleMicros = settleMicros;
  }

  /**
   * Appends the bar's versions to {@code out}.
   *
   * @param minutes one-minute winners {@code from..to}, all inside the interval, by label and known
   *     time
   * @param start label of the longer bar, and {@code end} its close, microseconds
   */
  void append(
      BarRows minutes, int from, int to, long start, long end, boolean partial, BarRows out) {
    long now = firstKnown(minutes, from, to, start, end);
    int last = -1;
    int revision = 0;
    while (now != Long.MAX_VALUE) {
      int count = knownAt(minutes, from, to, now);
      int row = out.add(1);
      fill(minutes, count, out, row);
      out.set(BarField.LABEL, row, start);
      out.set(BarField.T_CLOSE, row, end);
      out.set(BarField.KNOWN, row, now);
      out.set(BarField.SOURCE_KNOWN, row, now);
      out.set(BarField.PARTIAL, row, partial ? 1 : 0);
      if (last >= 0 && BarRows.sameContent(out, last, out, row)) {
        out.removeLast();
      } else {
        out.set(BarField.REVISION, row, revision++);
        last = row;
      }
      now = nextChange(minutes, from, to, now);
    }
  }

  private long firstKnown(BarRows minutes, int from, int to, long start, long end) {
    long[] labels = minutes.column(BarField.LABEL);
    long[] known = minutes.column(BarField.KNOWN);
    long first = Long.MAX_VALUE;
    long complete = end;
    long present = 0;
    for (int i = from; i < to; i++) {
      if (i == from || labels[i] != labels[i - 1]) {
        present++;
        first = Math.min(first, known[i]);
        complete = Math.max(complete, known[i]);
      }
    }
    if (first == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long settled = Math.max(end + settleMicros, first);
    long expected = (end - start + MINUTE - 1) / MINUTE;
    return present >= expected ? Math.min(complete, settled) : settled;
  }

  private static long nextChange(BarRows minutes, int from, int to, long now) {
    long[] known = minutes.column(BarField.KNOWN);
    long next = Long.MAX_VALUE;
    for (int i = from; i < to; i++) {
      if (known[i] > now && known[i] < next) {
        next = known[i];
      }
    }
    return next;
  }

  /** Puts the version of each minute that holds at {@code now} into {@link #current}. */
  private int knownAt(BarRows minutes, int from, int to, long now) {
    long[] labels = minutes.column(BarField.LABEL);
    long[] known = minutes.column(BarField.KNOWN);
    if (current.length < to - from) {
      current = new int[to - from];
    }
    int count = 0;
    for (int i = from; i < to; i++) {
      if (known[i] <= now) {
        boolean newer = count > 0 && labels[current[count - 1]] == labels[i];
        current[newer ? count - 1 : count++] = i;
      }
    }
    return count;
  }

  private void fill(BarRows minutes, int count, BarRows out, int row) {
    long nulls = BarRows.NO_PRICES;
    Int128 volume = Int128.ZERO;
    Int128 notional = Int128.ZERO;
    Int128 buy = Int128.ZERO;
    Int128 sell = Int128.ZERO;
    long trades = 0;
    long mock = 0;
    long flags = minutes.get(BarField.FLAGS, current[0]);
    long quality = minutes.get(BarField.VWAP_QUALITY, current[0]);
    long basis = minutes.get(BarField.BASIS, current[0]);
    long provider = minutes.get(BarField.PROVIDER, current[0]);
    for (int i = 0; i < count; i++) {
      int minute = current[i];
      if (!minutes.isNull(BarRows.NO_PRICES, minute)) {
        addPrices(minutes, minute, out, row, (nulls & BarRows.NO_PRICES) != 0);
        nulls &= ~BarRows.NO_PRICES;
      }
      nulls |= minutes.get(BarField.NULLS, minute) & ~(BarRows.NO_PRICES | BarRows.NO_VWAP);
      volume = volume.plus(wide(minutes, BarField.VOLUME_HIGH, BarField.VOLUME_LOW, minute));
      notional =
          notional.plus(wide(minutes, BarField.NOTIONAL_HIGH, BarField.NOTIONAL_LOW, minute));
      buy = buy.plus(wide(minutes, BarField.BUY_HIGH, BarField.BUY_LOW, minute));
      sell = sell.plus(wide(minutes, BarField.SELL_HIGH, BarField.SELL_LOW, minute));
      trades += minutes.get(BarField.TRADES, minute);
      mock |= minutes.get(BarField.MOCK, minute);
      flags = union(flags, minutes.get(BarField.FLAGS, minute));
      quality = worst(quality, minutes.get(BarField.VWAP_QUALITY, minute), QUALITIES);
      basis = worst(basis, minutes.get(BarField.BASIS, minute), BASES);
      provider = both(provider, minutes.get(BarField.PROVIDER, minute));
    }
    out.set(BarField.ORIGIN, row, Origin.ROLLUP.ordinal());
    out.set(BarField.BASIS, row, basis);
    out.set(BarField.PROVIDER, row, provider);
    out.set(BarField.MOCK, row, mock);
    out.set(BarField.FLAGS, row, union(flags, names.code(Origin.ROLLUP.flag())));
    putWide(out, BarField.VOLUME_HIGH, BarField.VOLUME_LOW, row, volume);
    putUnlessNull(
        out,
        BarField.NOTIONAL_HIGH,
        BarField.NOTIONAL_LOW,
        row,
        notional,
        nulls & BarRows.NO_NOTIONAL);
    putUnlessNull(out, BarField.BUY_HIGH, BarField.BUY_LOW, row, buy, nulls & BarRows.NO_BUY);
    putUnlessNull(out, BarField.SELL_HIGH, BarField.SELL_LOW, row, sell, nulls & BarRows.NO_SELL);
    if ((nulls & BarRows.NO_TRADES) == 0) {
      out.set(BarField.TRADES, row, trades);
    }
    if ((nulls & BarRows.NO_NOTIONAL) == 0 && volume.signum() > 0) {
      Int128 vwap = vwap(notional, volume);
      putWide(out, BarField.VWAP_HIGH, BarField.VWAP_LOW, row, vwap);
      out.set(BarField.VWAP_QUALITY, row, quality);
    } else {
      nulls |= BarRows.NO_VWAP;
    }
    out.set(BarField.NULLS, row, nulls);
  }

  private static void addPrices(BarRows minutes, int minute, BarRows out, int row, boolean first) {
    long high = minutes.get(BarField.HIGH, minute);
    long low = minutes.get(BarField.LOW, minute);
    if (first) {
      out.set(BarField.OPEN, row, minutes.get(BarField.OPEN, minute));
      out.set(BarField.HIGH, row, high);
      out.set(BarField.LOW, row, low);
    } else {
      out.set(BarField.HIGH, row, Math.max(high, out.get(BarField.HIGH, row)));
      out.set(BarField.LOW, row, Math.min(low, out.get(BarField.LOW, row)));
    }
    out.set(BarField.CLOSE, row, minutes.get(BarField.CLOSE, minute));
  }

  static Int128 vwap(Int128 notional, Int128 volume) {
    return Int128.of(
        notional
            .toBigDecimal(Decimals.NOTIONAL_SCALE)
            .divide(
                volume.toBigDecimal(Decimals.PRICE_SCALE),
                Decimals.VWAP_SCALE,
                RoundingMode.HALF_EVEN),
        Decimals.VWAP_SCALE);
  }

  static void putWide(BarRows rows, BarField high, BarField low, int row, Int128 value) {
    rows.set(high, row, value.high());
    rows.set(low, row, value.low());
  }

  private static void putUnlessNull(
      BarRows rows, BarField high, BarField low, int row, Int128 value, long isNull) {
    if (isNull == 0) {
      putWide(rows, high, low, row, value);
    }
  }

  private static Int128 wide(BarRows rows, BarField high, BarField low, int row) {
    return new Int128(rows.get(high, row), rows.get(low, row));
  }

  /** Best first: what is made of several is as good as the worst of them. */
  private static final String[] QUALITIES = {"EXACT", "PROVIDER", "TYPICAL"};

  private static final String[] BASES = {"OBSERVED", "PROVIDER", "ASSUMED"};

  private long worst(long a, long b, String[] bestFirst) {
    return a == b || place(a, bestFirst) >= place(b, bestFirst) ? a : b;
  }

  private int place(long code, String[] bestFirst) {
    String name = names.name(code);
    for (int i = 0; i < bestFirst.length; i++) {
      if (bestFirst[i].equals(name)) {
        return i;
      }
    }
    return name == null ? -1 : bestFirst.length;
  }

  private long union(long a, long b) {
    return a == b ? a : names.code(RowFlags.union(names.name(a), names.name(b)));
  }

  private long both(long a, long b) {
    if (a == b) {
      return a;
    }
    TreeSet<String> all = new TreeSet<>();
    all.addAll(List.of(names.text(a).split("\\+", -1)));
    all.addAll(List.of(names.text(b).split("\\+", -1)));
    return names.code(String.join("+", all));
  }
}
