package dev.tidemark.ingest.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.TradeIds;
import dev.tidemark.ingest.text.JsonFields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row as one line of JSON, for rows whose source has no text of its own: {@code
 * {"event_ns":…,"known_ns":…,"trade_id":"…","price":"1.5",…}}, numbers in plain notation.
 */
public final class CanonicalRow {

  /** Name of the layout in a dead letter's decoder. */
  public static final String DECODER = "canonical";

  private CanonicalRow() {}

  static String of(RawBatch batch, int row) {
    StringBuilder out = new StringBuilder("{\"event_ns\":").append(batch.eventNanos()[row]);
    long[] known = batch.knownNanos();
    if (known != null) {
      out.append(",\"known_ns\":").append(known[row]);
    }
    id(out, batch.tradeIds(), row);
    for (RawColumn column : RawColumn.values()) {
      long[] low = batch.column(column);
      if (low != null && !batch.absent(column, row)) {
        long[] high = batch.high(column);
        number(out, column, high == null ? low[row] >> 63 : high[row], low[row]);
      }
    }
    return out.append('}').toString();
  }

  static String of(SeriesBuffer buffer, int row) {
    StringBuilder out = new StringBuilder("{\"event_ns\":").append(buffer.event[row]);
    out.append(",\"known_ns\":").append(buffer.known[row]);
    id(out, buffer.withoutId.get(row) ? null : buffer.ids, row);
    for (RawColumn column : RawColumn.values()) {
      if (!buffer.absent(column, row)) {
        number(out, column, buffer.upperHalf(column, row), buffer.value(column, row));
      }
    }
    return out.append('}').toString();
  }

  private static void id(StringBuilder out, @Nullable TradeIds ids, int row) {
    if (ids != null) {
      String id = ids.text(row).replace("\\", "").replace("\"", "");
      out.append(",\"trade_id\":\"").append(id).append('"');
    }
  }

  private static void number(StringBuilder out, RawColumn column, long high, long low) {
    BigInteger unscaled = BigInteger.valueOf(high).shiftLeft(64).add(BigInteger.valueOf(low));
    if (low < 0) {
      unscaled = unscaled.add(BigInteger.ONE.shiftLeft(64));
    }
    out.append(",\"")
        .append(column.name().toLowerCase(Locale.ROOT))
        .append("\":\"")
        .append(new BigDecimal(unscaled, column.scale()).toPlainString())
        .append('"');
  }

  /** Reads a line back; INVALID_INPUT with the reason when it is not one. */
  public static RawBatch read(Series series, long ordinal, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    JsonFields fields = new JsonFields();
    if (!fields.read(bytes, 0, bytes.length)) {
      throw malformed("it is not a JSON object", line);
    }
    RawBatchBuilder builder = new RawBatchBuilder(series, 1);
    builder.row(ordinal, whole(fields, "event_ns", line));
    if (member(fields, "known_ns") >= 0) {
      builder.known(whole(fields, "known_ns", line), KnownTimeBasis.OBSERVED);
    }
    int id = member(fields, "trade_id");
    if (id >= 0) {
      builder.tradeId(fields.string(id));
    }
    for (RawColumn column : RawColumn.values()) {
      int at = member(fields, column.name().toLowerCase(Locale.ROOT));
      if (at >= 0) {
        set(builder, column, fields.string(at), line);
      }
    }
    return builder.payloads(row -> line).build();
  }

  private static void set(RawBatchBuilder builder, RawColumn column, String text, String line) {
    try {
      BigDecimal value = text.length() > 64 ? BigDecimal.TEN.pow(50) : new BigDecimal(text);
      if (Math.abs((long) value.precision() - value.scale()) > 40) {
        throw malformed("a number is too large", line);
      }
      BigInteger unscaled = value.setScale(column.scale(), RoundingMode.HALF_EVEN).unscaledValue();
      if (unscaled.bitLength() > 126) {
        throw malformed("a number is too large", line);
      }
      builder.set(column, unscaled.shiftRight(64).longValue(), unscaled.longValue());
    } catch (NumberFormatException notANumber) {
      throw malformed(column + " is not a number", line);
    }
  }

  private static int member(JsonFields fields, String key) {
    return fields.find(key.getBytes(StandardCharsets.US_ASCII));
  }

  private static long whole(JsonFields fields, String key, String line) {
    int at = member(fields, key);
    try {
      return Long.parseLong(at < 0 ? "" : fields.string(at));
    } catch (NumberFormatException notANumber) {
      throw malformed(key + " is missing or no whole number", line);
    }
  }

  private static TidemarkException malformed(String why, String line) {
    return TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            "Payload cannot be read",
            why,
            "Correct it: {\"event_ns\":…,\"price\":\"…\",…}")
        .withDetail("payload", line);
  }
}
