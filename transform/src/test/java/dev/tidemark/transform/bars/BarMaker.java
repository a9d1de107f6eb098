package dev.tidemark.transform.bars;

import dev.tidemark.core.number.Int128;
import org.jspecify.annotations.Nullable;

/** Makes bars for tests, one field at a time; times in seconds, prices in whole units. */
public final class BarMaker {
  public static final long SECOND = 1_000_000L;
  public static final long PRICE = 100_000_000L;

  private final BarRows rows;
  private final Names names;
  private final int row;

  private BarMaker(BarRows rows, Names names) {
    this.rows = rows;
    this.names = names;
    this.row = rows.add(1);
    provider("alpha").basis("OBSERVED").prices(100, 101, 99, 100).volume(10);
    rows.set(
        BarField.NULLS,
        row,
        BarRows.NO_NOTIONAL
            | BarRows.NO_BUY
            | BarRows.NO_SELL
            | BarRows.NO_TRADES
            | BarRows.NO_VWAP);
  }

  public static BarMaker in(BarRows rows, Names names) {
    return new BarMaker(rows, names);
  }

  /** A minute bar with this label. */
  public BarMaker minute(long labelSeconds) {
    return span(labelSeconds, labelSeconds + 60);
  }

  public BarMaker span(long labelSeconds, long closeSeconds) {
    rows.set(BarField.LABEL, row, labelSeconds * SECOND);
    rows.set(BarField.T_CLOSE, row, closeSeconds * SECOND);
    return known(closeSeconds);
  }

  public BarMaker known(long seconds) {
    rows.set(BarField.KNOWN, row, seconds * SECOND);
    rows.set(BarField.SOURCE_KNOWN, row, seconds * SECOND);
    return this;
  }

  public BarMaker provider(String name) {
    rows.set(BarField.PROVIDER, row, names.code(name));
    return this;
  }

  public BarMaker basis(String basis) {
    rows.set(BarField.BASIS, row, names.code(basis));
    return this;
  }

  public BarMaker mock() {
    rows.set(BarField.MOCK, row, 1);
    return this;
  }

  public BarMaker origin(Origin origin) {
    rows.set(BarField.ORIGIN, row, origin.ordinal());
    return flags(origin.flag());
  }

  public BarMaker flags(@Nullable String flags) {
    rows.set(BarField.FLAGS, row, names.code(flags));
    return this;
  }

  public BarMaker seq(long seq) {
    rows.set(BarField.SEQ, row, seq);
    return this;
  }

  public BarMaker revision(int revision) {
    rows.set(BarField.REVISION, row, revision);
    return this;
  }

  public BarMaker close(long close) {
    return prices(close, close, close, close);
  }

  public BarMaker prices(long open, long high, long low, long close) {
    rows.set(BarField.OPEN, row, open * PRICE);
    rows.set(BarField.HIGH, row, high * PRICE);
    rows.set(BarField.LOW, row, low * PRICE);
    rows.set(BarField.CLOSE, row, close * PRICE);
    return this;
  }

  public BarMaker volume(long volume) {
    rows.set(BarField.VOLUME_LOW, row, volume * PRICE);
    return this;
  }

  /** Price × size, whole units. */
  public BarMaker notional(long notional) {
    Int128 scaled = Int128.product(notional * PRICE, PRICE);
    rows.set(BarField.NOTIONAL_HIGH, row, scaled.high());
    rows.set(BarField.NOTIONAL_LOW, row, scaled.low());
    rows.set(BarField.NULLS, row, rows.get(BarField.NULLS, row) & ~BarRows.NO_NOTIONAL);
    rows.set(BarField.VWAP_QUALITY, row, names.code("EXACT"));
    return this;
  }

  public BarMaker noPrices() {
    prices(0, 0, 0, 0);
    rows.set(BarField.NULLS, row, rows.get(BarField.NULLS, row) | BarRows.NO_PRICES);
    return this;
  }
}
