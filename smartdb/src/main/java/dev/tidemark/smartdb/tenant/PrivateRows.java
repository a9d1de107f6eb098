package dev.tidemark.smartdb.tenant;

import dev.tidemark.core.number.Int128;
import dev.tidemark.smartdb.write.BarBatch;
import dev.tidemark.smartdb.write.QuoteBatch;
import dev.tidemark.smartdb.write.TradeBatch;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The columns of a batch as arrays of text, which the database casts. */
final class PrivateRows {
  private static final long MICRO = 1_000L;
  private static final long SECOND = 1_000_000L;
  private static final int SCALE = 8;

  private final int rows;
  private final List<@Nullable String[]> columns = new ArrayList<>();

  private PrivateRows(int rows) {
    this.rows = rows;
  }

  static PrivateRows of(TradeBatch batch) {
    String[] ops = {"NEW", "CORRECT", "CANCEL"};
    long @Nullable [] high = batch.sizeHigh();
    return new PrivateRows(batch.rows())
        .add(i -> batch.tradeId()[i])
        .add(i -> Integer.toString(batch.version()[i]))
        .add(i -> ops[batch.op()[i]])
        .add(i -> time(batch.tsNanos()[i]))
        .add(i -> below(batch.tsNanos()[i]))
        .add(i -> Long.toString(batch.seq()[i]))
        .add(i -> price(batch.price()[i]))
        .add(
            i ->
                high == null
                    ? price(batch.size()[i])
                    : decimal(new Int128(high[i], batch.size()[i]), SCALE))
        .add(i -> Byte.toString(batch.side()[i]))
        .add(i -> Byte.toString(batch.flags()[i]))
        .add(i -> known(batch.knownNanos()[i]));
  }

  static PrivateRows of(QuoteBatch batch) {
    return new PrivateRows(batch.rows())
        .add(i -> time(batch.tsNanos()[i]))
        .add(i -> below(batch.tsNanos()[i]))
        .add(i -> Long.toString(batch.seq()[i]))
        .add(i -> price(batch.bid()[i]))
        .add(i -> price(batch.ask()[i]))
        .add(i -> size(batch.bidSize(), i))
        .add(i -> size(batch.askSize(), i))
        .add(i -> known(batch.knownNanos()[i]));
  }

  static PrivateRows of(BarBatch batch) {
    return new PrivateRows(batch.rows())
        .add(i -> time(batch.labelNanos()[i]))
        .add(i -> known(batch.knownNanos()[i]))
        .add(i -> Long.toString(batch.seq()[i]))
        .add(i -> batch.deleted()[i] ? "DELETE" : "UPSERT")
        .add(i -> batch.deleted()[i] ? null : price(batch.open()[i]))
        .add(i -> batch.deleted()[i] ? null : price(batch.high()[i]))
        .add(i -> batch.deleted()[i] ? null : price(batch.low()[i]))
        .add(i -> batch.deleted()[i] ? null : price(batch.close()[i]))
        .add(i -> batch.deleted()[i] ? null : decimal(batch.volume()[i], SCALE))
        .add(i -> batch.deleted()[i] ? null : decimal(batch.notional()[i], 2 * SCALE))
        .add(i -> batch.deleted()[i] ? null : Long.toString(batch.tradeCount()[i]));
  }

  private PrivateRows add(IntFunction<@Nullable String> value) {
    @Nullable String[] column = new String[rows];
    for (int i = 0; i < rows; i++) {
      column[i] = value.apply(i);
    }
    columns.add(column);
    return this;
  }

  void bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      statement.setArray(first + i, connection.createArrayOf("text", columns.get(i)));
    }
  }

  private static String price(long unscaled) {
    return BigDecimal.valueOf(unscaled, SCALE).toPlainString();
  }

  private static @Nullable String size(long @Nullable [] sizes, int i) {
    return sizes == null || sizes[i] == QuoteBatch.NO_SIZE ? null : price(sizes[i]);
  }

  private static @Nullable String decimal(@Nullable Int128 unscaled, int scale) {
    return unscaled == null ? null : new BigDecimal(unscaled.toBigInteger(), scale).toPlainString();
  }

  /** Rounded down to the microsecond; {@link #below} is the rest. */
  private static String time(long nanos) {
    return instant(Math.floorDiv(nanos, MICRO));
  }

  private static String below(long nanos) {
    return Long.toString(Math.floorMod(nanos, MICRO));
  }

  /** Rounded up: never known earlier than it was. */
  private static String known(long nanos) {
    return instant(Math.ceilDiv(nanos, MICRO));
  }

  private static String instant(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * MICRO)
        .atOffset(ZoneOffset.UTC)
        .toString();
  }
}
