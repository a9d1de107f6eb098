package dev.tidemark.transform.bars;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns batches of a bar table into {@link BarRows}. Confined to one thread. */
public final class BatchReader {
  private static final List<String> COMMON =
      List.of(
          "event_time",
          "t_close",
          "known_time",
          "known_time_basis",
          "source_provider",
          "source_seq",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "notional",
          "buy_volume",
          "sell_volume",
          "trade_count",
          "vwap",
          "vwap_quality",
          "partial",
          "revision",
          "flags",
          "is_mock");

  /** What is read of a bronze bar table. */
  public static final List<String> BRONZE = COMMON;

  /** What is read of the unified table. */
  public static final List<String> UNIFIED =
      Stream.concat(COMMON.stream(), Stream.of("source_known_time")).toList();

  /** What a fold needs of the unified table. */
  public static final List<String> FOLDED =
      List.of(
          "event_time",
          "t_close",
          "known_time",
          "source_provider",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "notional",
          "is_mock");

  private final Names names;
  private final List<String> columns;

  private BatchReader(Names names, List<String> columns) {
    this.names = names;
    this.columns = columns;
  }

  /** Reads batches with the columns {@link #BRONZE}. */
  public static BatchReader bronze(Names names) {
    return new BatchReader(names, BRONZE);
  }

  /** Reads batches with the columns {@link #UNIFIED}. */
  public static BatchReader unified(Names names) {
    return new BatchReader(names, UNIFIED);
  }

  /** Reads batches with the columns {@link #FOLDED}. */
  public static BatchReader folded(Names names) {
    return new BatchReader(names, FOLDED);
  }

  public List<String> columns() {
    return columns;
  }

  /** Adds the batch's rows. */
  public void read(ColumnBatch batch, BarRows out) {
    int at = out.add(batch.rows());
    longs(batch, "event_time", out, BarField.LABEL, at, 0);
    longs(batch, "t_close", out, BarField.T_CLOSE, at, 0);
    longs(batch, "known_time", out, BarField.KNOWN, at, 0);
    texts(batch, "source_provider", out, BarField.PROVIDER, at);
    longs(batch, "open", out, BarField.OPEN, at, BarRows.NO_PRICES);
    longs(batch, "high", out, BarField.HIGH, at, BarRows.NO_PRICES);
    longs(batch, "low", out, BarField.LOW, at, BarRows.NO_PRICES);
    longs(batch, "close", out, BarField.CLOSE, at, BarRows.NO_PRICES);
    wide(batch, "volume", out, BarField.VOLUME_HIGH, BarField.VOLUME_LOW, at, 0);
    wide(
        batch,
        "notional",
        out,
        BarField.NOTIONAL_HIGH,
        BarField.NOTIONAL_LOW,
        at,
        BarRows.NO_NOTIONAL);
    booleans(batch, "is_mock", out, BarField.MOCK, at);
    if (columns != FOLDED) {
      rest(batch, out, at);
    }
  }

  private void rest(ColumnBatch batch, BarRows out, int at) {
    String known = columns == UNIFIED ? "source_known_time" : "known_time";
    longs(batch, known, out, BarField.SOURCE_KNOWN, at, 0);
    texts(batch, "known_time_basis", out, BarField.BASIS, at);
    longs(batch, "source_seq", out, BarField.SEQ, at, 0);
    wide(batch, "buy_volume", out, BarField.BUY_HIGH, BarField.BUY_LOW, at, BarRows.NO_BUY);
    wide(batch, "sell_volume", out, BarField.SELL_HIGH, BarField.SELL_LOW, at, BarRows.NO_SELL);
    longs(batch, "trade_count", out, BarField.TRADES, at, BarRows.NO_TRADES);
    wide(batch, "vwap", out, BarField.VWAP_HIGH, BarField.VWAP_LOW, at, BarRows.NO_VWAP);
    texts(batch, "vwap_quality", out, BarField.VWAP_QUALITY, at);
    booleans(batch, "partial", out, BarField.PARTIAL, at);
    int[] revisions = batch.ints("revision");
    for (int i = 0; i < batch.rows(); i++) {
      out.set(BarField.REVISION, at + i, revisions[i]);
    }
    texts(batch, "flags", out, BarField.FLAGS, at);
    if (columns == UNIFIED) {
      origins(out, at);
    }
  }

  private void origins(BarRows out, int at) {
    long last = Names.NONE;
    int origin = Origin.PROVIDER.ordinal();
    for (int row = at; row < out.size(); row++) {
      long flags = out.get(BarField.FLAGS, row);
      if (flags != last) {
        last = flags;
        origin = Origin.ofFlags(names.name(flags)).ordinal();
      }
      out.set(BarField.ORIGIN, row, origin);
    }
  }

  private static void longs(
      ColumnBatch batch, String column, BarRows out, BarField field, int at, long nullBit) {
    System.arraycopy(batch.longs(column), 0, out.column(field), at, batch.rows());
    nulls(batch, column, out, at, nullBit, field, field);
  }

  private static void wide(
      ColumnBatch batch,
      String column,
      BarRows out,
      BarField high,
      BarField low,
      int at,
      long nullBit) {
    Vector.Decimals values = batch.decimals(column);
    System.arraycopy(values.high(), 0, out.column(high), at, batch.rows());
    System.arraycopy(values.low(), 0, out.column(low), at, batch.rows());
    nulls(batch, column, out, at, nullBit, high, low);
  }

  /** Marks nulls; their words are 0, whatever the array holds there. */
  private static void nulls(
      ColumnBatch batch,
      String column,
      BarRows out,
      int at,
      long nullBit,
      BarField high,
      BarField low) {
    if (nullBit == 0) {
      return;
    }
    Vector vector = batch.vector(column);
    long[] nulls = out.column(BarField.NULLS);
    for (int i = 0; i < batch.rows(); i++) {
      if (vector.isNull(i)) {
        nulls[at + i] |= nullBit;
        out.set(high, at + i, 0);
        out.set(low, at + i, 0);
      }
    }
  }

  private static void booleans(
      ColumnBatch batch, String column, BarRows out, BarField field, int at) {
    boolean[] values = batch.booleans(column);
    for (int i = 0; i < batch.rows(); i++) {
      out.set(field, at + i, values[i] ? 1 : 0);
    }
  }

  private void texts(ColumnBatch batch, String column, BarRows out, BarField field, int at) {
    long[] target = out.column(field);
    if (batch.vector(column) instanceof Vector.Dictionary dictionary) {
      long[] codes = new long[dictionary.values().length];
      for (int v = 0; v < codes.length; v++) {
        codes[v] = names.code(dictionary.values()[v]);
      }
      for (int i = 0; i < batch.rows(); i++) {
        int code = dictionary.codes()[i];
        target[at + i] = code < 0 ? Names.NONE : codes[code];
      }
      return;
    }
    @Nullable String last = null;
    long code = Names.NONE;
    for (int i = 0; i < batch.rows(); i++) {
      String text = batch.string(column, i);
      if (!Objects.equals(text, last)) {
        last = text;
        code = names.code(text);
      }
      target[at + i] = code;
    }
  }
}
