package dev.tidemark.transform.bars;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Turns the rows of one series into batches of the unified table. */
public final class UnifiedWriter {
  private static final TableSchema SCHEMA = Tables.MARKET_DATA_UNIFIED.schema();

  private final Names names;
  private final String instrument;
  private final Timeframe timeframe;

  public UnifiedWriter(Names names, String instrument, Timeframe timeframe) {
    this.names = names;
    this.instrument = instrument;
    this.timeframe = timeframe;
  }

  /** A batch with copies of all rows. */
  public ColumnBatch write(BarRows rows) {
    int count = rows.size();
    String[] table = names.table();
    return ColumnBatch.of(SCHEMA, count)
        .constant("instrument", instrument)
        .constant("timeframe", timeframe.code())
        .with("event_time", longs(rows, BarField.LABEL))
        .with("t_close", longs(rows, BarField.T_CLOSE))
        .with("known_time", longs(rows, BarField.KNOWN))
        .with("known_time_basis", texts(rows, BarField.BASIS, table))
        .with("source_provider", texts(rows, BarField.PROVIDER, table))
        .with("source_seq", longs(rows, BarField.SEQ))
        .with("open", longs(rows, BarField.OPEN, BarRows.NO_PRICES))
        .with("high", longs(rows, BarField.HIGH, BarRows.NO_PRICES))
        .with("low", longs(rows, BarField.LOW, BarRows.NO_PRICES))
        .with("close", longs(rows, BarField.CLOSE, BarRows.NO_PRICES))
        .with("volume", wide(rows, BarField.VOLUME_HIGH, BarField.VOLUME_LOW, 0))
        .with(
            "notional",
            wide(rows, BarField.NOTIONAL_HIGH, BarField.NOTIONAL_LOW, BarRows.NO_NOTIONAL))
        .with("buy_volume", wide(rows, BarField.BUY_HIGH, BarField.BUY_LOW, BarRows.NO_BUY))
        .with("sell_volume", wide(rows, BarField.SELL_HIGH, BarField.SELL_LOW, BarRows.NO_SELL))
        .with("trade_count", longs(rows, BarField.TRADES, BarRows.NO_TRADES))
        .with("vwap", wide(rows, BarField.VWAP_HIGH, BarField.VWAP_LOW, BarRows.NO_VWAP))
        .with("vwap_quality", texts(rows, BarField.VWAP_QUALITY, table))
        .with("partial", booleans(rows, BarField.PARTIAL))
        .with("revision", ints(rows, BarField.REVISION))
        .with("flags", texts(rows, BarField.FLAGS, table))
        .with("is_mock", booleans(rows, BarField.MOCK))
        .with("source_known_time", longs(rows, BarField.SOURCE_KNOWN))
        .with("event_month", new Vector.Ints(Months.firstDays(rows.column(BarField.LABEL), count)))
        .build();
  }

  private static Vector longs(BarRows rows, BarField field) {
    return longs(rows, field, 0);
  }

  private static Vector longs(BarRows rows, BarField field, long nullBit) {
    return new Vector.Longs(Arrays.copyOf(rows.column(field), rows.size()), nulls(rows, nullBit));
  }

  private static Vector wide(BarRows rows, BarField high, BarField low, long nullBit) {
    return new Vector.Decimals(
        Arrays.copyOf(rows.column(high), rows.size()),
        Arrays.copyOf(rows.column(low), rows.size()),
        nulls(rows, nullBit));
  }

  private static @Nullable BitSet nulls(BarRows rows, long bit) {
    if (bit == 0) {
      return null;
    }
    BitSet out = new BitSet();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.isNull(bit, i)) {
        out.set(i);
      }
    }
    return out.isEmpty() ? null : out;
  }

  private static Vector booleans(BarRows rows, BarField field) {
    boolean[] out = new boolean[rows.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = rows.get(field, i) != 0;
    }
    return new Vector.Booleans(out);
  }

  private static Vector ints(BarRows rows, BarField field) {
    int[] out = new int[rows.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) rows.get(field, i);
    }
    return new Vector.Ints(out);
  }

  /** Code 0 of {@link Names} is null: -1 in a dictionary. */
  private static Vector texts(BarRows rows, BarField field, String[] table) {
    int[] out = new int[rows.size()];
    for (int i = 0; i < out.length; i++) {
      long code = rows.get(field, i);
      out[i] = code == Names.NONE ? -1 : (int) code;
    }
    return new Vector.Dictionary(out, table);
  }
}
