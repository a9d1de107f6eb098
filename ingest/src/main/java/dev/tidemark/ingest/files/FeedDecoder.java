package dev.tidemark.ingest.files;

import dev.tidemark.core.model.Side;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.text.DecimalReader;
import dev.tidemark.ingest.text.JsonFields;
import dev.tidemark.ingest.text.LineChunk;
import dev.tidemark.ingest.text.TimeFormat;
import dev.tidemark.ingest.text.TimeReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the decoders of recorded WebSocket lines share: {@code <receive time> <JSON message>}, the
 * time as integer nanoseconds or as seconds with a fraction and a colon.
 *
 * <p>A row is known when it was received, but not before it happened: clocks of recorders run slow.
 */
abstract class FeedDecoder implements RecordDecoder {

  private static final long NANOS = 1_000_000_000L;

  final Binding binding;
  final JsonFields message = new JsonFields();
  private final TimeReader seconds = new TimeReader(TimeFormat.EPOCH_SECONDS, 0);
  private final TimeReader nanos = new TimeReader(TimeFormat.EPOCH_NANOS, 0);
  private final TimeReader millis = new TimeReader(TimeFormat.EPOCH_MILLIS, 0);
  private final TimeReader micros = new TimeReader(TimeFormat.EPOCH_MICROS, 0);
  private final TimeReader iso = new TimeReader(TimeFormat.ISO, 0);
  private final DecimalReader decimals = new DecimalReader();
  private final Map<String, Map<SeriesType, Series>> series = new HashMap<>();
  private final Series unattributed;
  private long ignored;
  long received;

  FeedDecoder(Binding binding) {
    this.binding = binding;
    this.unattributed = binding.main(SeriesType.TRADES);
  }

  static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads one message; true when it is a market row, whether stored or rejected. */
  abstract boolean message(LineChunk chunk, int line, int from, int to, BatchCollector out);

  @Override
  public final void decode(LineChunk chunk, int line, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    int from = chunk.from(line);
    int to = chunk.to(line);
    if (chunk.tooLong(line)) {
      // Order-book snapshots are the only messages of that size.
      reject(out, line, RejectReason.TOO_LONG, "message is longer than 256 KiB", chunk);
      return;
    }
    int digits = from;
    while (digits < to && (bytes[digits] >= '0' && bytes[digits] <= '9' || bytes[digits] == '.')) {
      digits++;
    }
    int body = digits;
    if (body < to && bytes[body] == ':') {
      body++;
    }
    if (digits == from || body >= to || bytes[body] != ' ') {
      other(chunk, line, out);
      return;
    }
    boolean plainNanos = digits - from == 19 && body == digits;
    TimeReader time = plainNanos ? nanos : seconds;
    if (!time.read(bytes, from, digits)) {
      reject(out, line, RejectReason.BAD_TIMESTAMP, "receive time cannot be read", chunk);
      return;
    }
    received = time.localSecond() * NANOS + time.nano();
    if (!message(chunk, line, body + 1, to, out)) {
      ignored++;
    }
  }

  /** Lines without a receive time: connections, subscriptions, REST; anything else is malformed. */
  private void other(LineChunk chunk, int line, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    int from = chunk.from(line);
    int to = chunk.to(line);
    boolean control =
        from == to
            || startsWith(bytes, from, to, "wss://")
            || startsWith(bytes, from, to, "ws://")
            || startsWith(bytes, from, to, "http")
            || startsWith(bytes, from, to, "configuration");
    if (control || blank(bytes, from, to)) {
      ignored++;
    } else {
      reject(out, line, RejectReason.MALFORMED, "no receive time before the message", chunk);
    }
  }

  private static boolean blank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  static boolean startsWith(byte[] bytes, int from, int to, String prefix) {
    if (to - from < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[from + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void reject(BatchCollector out, int line, RejectReason reason, String detail, LineChunk chunk) {
    out.reject(unattributed, line, chunk.number(line), reason, detail);
  }

  /** The series of a venue's symbol, remembered; empty when the symbol cannot be one. */
  Optional<Series> series(String provider, String symbol, SeriesType type) {
    Map<SeriesType, Series> known = series.computeIfAbsent(symbol, s -> new HashMap<>());
    Series found = known.get(type);
    if (found == null) {
      found = binding.instrumentOf(symbol).map(i -> new Series(provider, i, type)).orElse(null);
      if (found == null) {
        return Optional.empty();
      }
      known.put(type, found);
    }
    return Optional.of(found);
  }

  /** Opens a row known at reception. */
  RawBatchBuilder open(BatchCollector out, Series of, int line, long ordinal, long eventNanos) {
    RawBatchBuilder row = out.row(of, line, ordinal, eventNanos);
    row.known(Math.max(received, eventNanos), KnownTimeBasis.OBSERVED);
    if (eventNanos > received) {
      row.flag(RowFlag.CLOCK_SKEW.bit());
    }
    return row;
  }

  /** Epoch milliseconds of a member, or {@link Long#MIN_VALUE}. */
  long millis(JsonFields from, byte[] bytes, byte[] key) {
    return instant(millis, from, bytes, key);
  }

  long micros(JsonFields from, byte[] bytes, byte[] key) {
    return instant(micros, from, bytes, key);
  }

  long iso(JsonFields from, byte[] bytes, byte[] key) {
    return instant(iso, from, bytes, key);
  }

  private static long instant(TimeReader reader, JsonFields from, byte[] bytes, byte[] key) {
    int member = from.find(key);
    if (member < 0 || !reader.read(bytes, from.from(member), from.to(member))) {
      return Long.MIN_VALUE;
    }
    long offset = reader.offset() == TimeReader.NO_OFFSET ? 0 : reader.offset();
    long second = reader.localSecond() - offset;
    return Math.abs(second) > Long.MAX_VALUE / NANOS - 1
        ? Long.MIN_VALUE
        : second * NANOS + reader.nano();
  }

  /** Sets a column of the open row from a member; the reason when it cannot be. */
  @Nullable RejectReason set(
      RawBatchBuilder row, RawColumn column, JsonFields from, byte[] bytes, byte[] key) {
    int member = from.find(key);
    if (member < 0) {
      return RejectReason.MISSING_FIELD;
    }
    int precision =
        column == RawColumn.SIZE
                || column == RawColumn.VOLUME
                || column == RawColumn.BID_SIZE
                || column == RawColumn.ASK_SIZE
            ? 28
            : 18;
    return switch (decimals.read(
        bytes, from.from(member), from.to(member), column.scale(), precision)) {
      case OK -> {
        row.set(column, decimals.high(), decimals.low());
        if (decimals.rounded()) {
          row.flag(RowFlag.ROUNDED.bit());
        }
        yield null;
      }
      case EMPTY -> RejectReason.MISSING_FIELD;
      case MALFORMED -> RejectReason.BAD_NUMBER;
      case NON_FINITE -> RejectReason.NON_FINITE;
      case OVERFLOW -> RejectReason.DECIMAL_OVERFLOW;
    };
  }

  /** A non-negative whole number, or -1. */
  long whole(JsonFields from, byte[] bytes, byte[] key) {
    int member = from.find(key);
    if (member < 0
        || decimals.read(bytes, from.from(member), from.to(member), 0, 18)
            != DecimalReader.Outcome.OK
        || decimals.rounded()) {
      return -1;
    }
    return decimals.low();
  }

  /** Ends the open row: keeps it, or takes it back and rejects the message. Always true. */
  static boolean close(
      RawBatchBuilder row,
      @Nullable RejectReason wrong,
      Series of,
      LineChunk chunk,
      int line,
      BatchCollector out) {
    if (wrong != null) {
      row.dropRow();
      out.reject(of, line, chunk.number(line), wrong, "a value of the message cannot be read");
    }
    return true;
  }

  static long buyer(boolean aggressorBuys) {
    return aggressorBuys ? Side.BUY.ordinal() : Side.SELL.ordinal();
  }

  static @Nullable RejectReason first(@Nullable RejectReason a, @Nullable RejectReason b) {
    return a != null ? a : b;
  }

  @Override
  public final long ignored() {
    return ignored;
  }
}
