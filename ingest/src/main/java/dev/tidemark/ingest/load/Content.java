package dev.tidemark.ingest.load;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.provider.ActionKind;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.Vector;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What makes two rows of the same identity the same: event time and the values, not the times of
 * delivery, flags or position. Hashes of rows at hand and of stored rows agree.
 */
final class Content {

  /** All three update conditions hold; what trades without conditions have. */
  static final long ALL_UPDATES = 7;

  private static final List<RawColumn> BARS =
      List.of(
          RawColumn.OPEN,
          RawColumn.HIGH,
          RawColumn.LOW,
          RawColumn.CLOSE,
          RawColumn.VOLUME,
          RawColumn.NOTIONAL,
          RawColumn.VWAP,
          RawColumn.BUY_VOLUME,
          RawColumn.SELL_VOLUME,
          RawColumn.TRADE_COUNT);
  private static final List<RawColumn> TRADES =
      List.of(RawColumn.PRICE, RawColumn.SIZE, RawColumn.SIDE, RawColumn.OP, RawColumn.UPDATES);
  private static final List<RawColumn> QUOTES =
      List.of(RawColumn.BID, RawColumn.ASK, RawColumn.BID_SIZE, RawColumn.ASK_SIZE);
  private static final List<RawColumn> ACTIONS = List.of(RawColumn.ACTION, RawColumn.VALUE);

  private Content() {}

  static List<RawColumn> columns(Kind kind) {
    return switch (kind) {
      case BARS -> BARS;
      case TRADES -> TRADES;
      case QUOTES -> QUOTES;
      case CORPORATE_ACTIONS -> ACTIONS;
    };
  }

  /** What is stored when a source gives nothing; null when that is nothing too. */
  private static @Nullable Long otherwise(RawColumn column) {
    return switch (column) {
      case VOLUME, PRICE, SIZE, OP -> 0L;
      case UPDATES -> ALL_UPDATES;
      default -> null;
    };
  }

  static long[] hashes(SeriesBuffer buffer) {
    int rows = buffer.rows;
    long[] hashes = new long[rows];
    for (int i = 0; i < rows; i++) {
      hashes[i] = Hashing.mix(buffer.event[i]);
    }
    for (RawColumn column : columns(buffer.series.type().kind())) {
      Long missing = otherwise(column);
      long substitute = missing == null ? RawBatch.ABSENT : missing;
      long[] low = buffer.low.get(column);
      long[] high = buffer.high.get(column);
      for (int i = 0; i < rows; i++) {
        long given = low == null ? RawBatch.ABSENT : low[i];
        boolean absent = given == RawBatch.ABSENT && (high == null || high[i] == given);
        long value = absent ? substitute : given;
        long upper = absent || high == null ? value >> 63 : high[i];
        hashes[i] = value(hashes[i], upper, value);
      }
    }
    return hashes;
  }

  private static long value(long hash, long high, long low) {
    long next = Hashing.combine(hash, low);
    return high == low >> 63 ? next : Hashing.combine(next, high);
  }

  /** Adds a stored batch's columns to the hashes of its rows, which start from the event times. */
  static void stored(Kind kind, ColumnBatch batch, long[] events, long[] hashes) {
    for (int i = 0; i < batch.rows(); i++) {
      hashes[i] = Hashing.mix(events[i]);
    }
    for (RawColumn column : columns(kind)) {
      switch (column) {
        case SIDE -> codes(batch, "side", hashes, Content::side);
        case OP -> codes(batch, "op", hashes, text -> TradeOp.valueOf(text).ordinal());
        case ACTION -> codes(batch, "action", hashes, text -> ActionKind.valueOf(text).ordinal());
        case UPDATES -> updates(batch, hashes);
        default -> numbers(batch, column.name().toLowerCase(Locale.ROOT), hashes);
      }
    }
  }

  private static long side(String text) {
    return Side.valueOf(text).ordinal();
  }

  private interface Code {
    long of(String text);
  }

  private static void codes(ColumnBatch batch, String name, long[] hashes, Code code) {
    for (int i = 0; i < batch.rows(); i++) {
      String text = batch.string(name, i);
      long value = text == null ? RawBatch.ABSENT : code.of(text);
      hashes[i] = value(hashes[i], value >> 63, value);
    }
  }

  private static void updates(ColumnBatch batch, long[] hashes) {
    boolean[] last = batch.booleans("upd_last");
    boolean[] hilo = batch.booleans("upd_hilo");
    boolean[] volume = batch.booleans("upd_vol");
    for (int i = 0; i < batch.rows(); i++) {
      long value = (last[i] ? 1 : 0) | (hilo[i] ? 2 : 0) | (volume[i] ? 4 : 0);
      hashes[i] = value(hashes[i], 0, value);
    }
  }

  private static void numbers(ColumnBatch batch, String name, long[] hashes) {
    Column column = batch.schema().column(name);
    Vector vector = batch.vector(name);
    if (column.kind() == ColumnKind.DECIMAL && column.wide()) {
      Vector.Decimals values = batch.decimals(name);
      for (int i = 0; i < batch.rows(); i++) {
        boolean absent = vector.isNull(i);
        long low = absent ? RawBatch.ABSENT : values.low()[i];
        hashes[i] = value(hashes[i], absent ? low >> 63 : values.high()[i], low);
      }
    } else {
      long[] values = batch.longs(name);
      for (int i = 0; i < batch.rows(); i++) {
        long low = vector.isNull(i) ? RawBatch.ABSENT : values[i];
        hashes[i] = value(hashes[i], low >> 63, low);
      }
    }
  }
}
