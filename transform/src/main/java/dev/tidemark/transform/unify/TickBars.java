package dev.tidemark.transform.unify;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.number.Int128;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.Origin;

/** Turns bars of the core into candidate rows. */
final class TickBars {
  private static final long NANOS_PER_MICRO = 1_000;

  /** The rule that dates such a bar is ours: its close and the time we wait for late ticks. */
  private static final String BASIS = "ASSUMED";

  private static final long NO_FLOWS =
      BarRows.NO_NOTIONAL | BarRows.NO_BUY | BarRows.NO_SELL | BarRows.NO_TRADES | BarRows.NO_VWAP;

  private final Names names;
  private final String provider;
  private final boolean mock;
  private final Origin origin;

  TickBars(Names names, String provider, boolean mock, Origin origin) {
    this.names = names;
    this.provider = provider;
    this.mock = mock;
    this.origin = origin;
  }

  /** Adds a bar known from {@code known} on. */
  int add(BarColumns bars, int bar, long known, int revision, BarRows out) {
    int row =
        add(
            bars.start[bar] / NANOS_PER_MICRO,
            bars.end[bar] / NANOS_PER_MICRO,
            bars.partial[bar],
            known,
            revision,
            out);
    out.set(BarField.OPEN, row, bars.open[bar]);
    out.set(BarField.HIGH, row, bars.high[bar]);
    out.set(BarField.LOW, row, bars.low[bar]);
    out.set(BarField.CLOSE, row, bars.close[bar]);
    if (origin == Origin.QUOTES) {
      out.set(BarField.NULLS, row, NO_FLOWS);
    } else {
      flows(bars, bar, out, row);
    }
    return row;
  }

  private void flows(BarColumns bars, int bar, BarRows out, int row) {
    Int128 volume = new Int128(bars.volumeHigh[bar], bars.volumeLow[bar]);
    Int128 notional = new Int128(bars.notionalHigh[bar], bars.notionalLow[bar]);
    Int128 bought = new Int128(bars.boughtHigh[bar], bars.boughtLow[bar]);
    Int128 sold = new Int128(bars.soldHigh[bar], bars.soldLow[bar]);
    long nulls = 0;
    RollUpTimeline.putWide(out, BarField.VOLUME_HIGH, BarField.VOLUME_LOW, row, volume);
    RollUpTimeline.putWide(out, BarField.NOTIONAL_HIGH, BarField.NOTIONAL_LOW, row, notional);
    if (bought.plus(sold).equals(volume)) {
      RollUpTimeline.putWide(out, BarField.BUY_HIGH, BarField.BUY_LOW, row, bought);
      RollUpTimeline.putWide(out, BarField.SELL_HIGH, BarField.SELL_LOW, row, sold);
    } else {
      nulls |= BarRows.NO_BUY | BarRows.NO_SELL; // a trade whose aggressor is not known
    }
    out.set(BarField.TRADES, row, bars.tradeCount[bar]);
    if (volume.signum() > 0) {
      RollUpTimeline.putWide(
          out, BarField.VWAP_HIGH, BarField.VWAP_LOW, row, RollUpTimeline.vwap(notional, volume));
      out.set(BarField.VWAP_QUALITY, row, names.code("EXACT"));
    } else {
      nulls |= BarRows.NO_VWAP;
    }
    out.set(BarField.NULLS, row, nulls);
  }

  /** Adds a bar all of whose trades were cancelled. */
  int addEmpty(long label, long close, boolean partial, long known, int revision, BarRows out) {
    int row = add(label, close, partial, known, revision, out);
    out.set(BarField.NULLS, row, NO_FLOWS | BarRows.NO_PRICES);
    return row;
  }

  private int add(long label, long close, boolean partial, long known, int revision, BarRows out) {
    int row = out.add(1);
    out.set(BarField.LABEL, row, label);
    out.set(BarField.T_CLOSE, row, close);
    out.set(BarField.KNOWN, row, known);
    out.set(BarField.SOURCE_KNOWN, row, known);
    out.set(BarField.REVISION, row, revision);
    out.set(BarField.ORIGIN, row, origin.ordinal());
    out.set(BarField.BASIS, row, names.code(BASIS));
    out.set(BarField.PROVIDER, row, names.code(provider));
    out.set(BarField.MOCK, row, mock ? 1 : 0);
    out.set(BarField.FLAGS, row, names.code(origin.flag()));
    out.set(BarField.PARTIAL, row, partial ? 1 : 0);
    return row;
  }
}
