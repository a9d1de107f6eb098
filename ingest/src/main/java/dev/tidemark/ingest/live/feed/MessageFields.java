package dev.tidemark.ingest.live.feed;

import dev.tidemark.ingest.text.DecimalReader;
import dev.tidemark.ingest.text.JsonElements;
import dev.tidemark.ingest.text.JsonFields;
import dev.tidemark.ingest.text.TimeFormat;
import dev.tidemark.ingest.text.TimeReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The values of one JSON object of a venue. One thread; read anew for each object. */
final class MessageFields {
  private static final long NANOS = 1_000_000_000L;
  private static final int SCALE = 8;
  private static final int DIGITS = 18;
  private static final int LONGEST_NAME = 64;

  private final JsonFields fields = new JsonFields();
  private final DecimalReader decimals = new DecimalReader();
  private final TimeReader iso = new TimeReader(TimeFormat.ISO, 0);
  private final TimeReader epoch = new TimeReader(TimeFormat.AUTO, 0);
  private byte[] bytes = new byte[0];

  static byte[] key(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  void read(byte[] message, int from, int to) throws MessageException {
    bytes = message;
    if (!fields.read(message, from, to)) {
      throw new MessageException("BAD_JSON", "the message is not one JSON object");
    }
  }

  boolean has(byte[] key) {
    return fields.find(key) >= 0;
  }

  boolean is(byte[] key, byte[] value) {
    int member = fields.find(key);
    return member >= 0 && fields.is(member, value);
  }

  int from(byte[] key) throws MessageException {
    return fields.from(member(key));
  }

  int to(byte[] key) throws MessageException {
    return fields.to(member(key));
  }

  /** Elements of an array; false when there is none. */
  boolean elements(byte[] key, JsonElements into) {
    int member = fields.find(key);
    return member >= 0 && into.start(bytes, fields.from(member), fields.to(member));
  }

  /** A text, empty when there is none. */
  String text(byte[] key) {
    int member = fields.find(key);
    return member < 0 ? "" : fields.string(member);
  }

  /** A name of something: not empty and not long. */
  String name(byte[] key) throws MessageException {
    int member = member(key);
    int length = fields.to(member) - fields.from(member);
    if (length == 0 || length > LONGEST_NAME) {
      throw new MessageException("MISSING_FIELD", show(key) + " is empty or too long");
    }
    return fields.string(member);
  }

  /** Unscaled, scale 8. */
  long decimal(byte[] key) throws MessageException {
    int member = member(key);
    return decimal(fields.from(member), fields.to(member), key);
  }

  long decimal(int from, int to, byte[] key) throws MessageException {
    switch (decimals.read(bytes, from, to, SCALE, DIGITS)) {
      case OK -> {
        return decimals.low();
      }
      case OVERFLOW -> throw new MessageException("OUT_OF_RANGE", show(key) + " is too large");
      default -> throw new MessageException("BAD_NUMBER", show(key) + " is no number");
    }
  }

  /** Unscaled, scale 8; never negative. */
  long size(byte[] key) throws MessageException {
    long size = decimal(key);
    if (size < 0) {
      throw new MessageException("NEGATIVE_SIZE", show(key) + " is negative");
    }
    return size;
  }

  @Nullable Long optionalSize(byte[] key) throws MessageException {
    return has(key) ? Long.valueOf(size(key)) : null;
  }

  /** A whole number that is not negative. */
  long whole(byte[] key) throws MessageException {
    int member = member(key);
    if (decimals.read(bytes, fields.from(member), fields.to(member), 0, DIGITS)
            != DecimalReader.Outcome.OK
        || decimals.rounded()
        || decimals.low() < 0) {
      throw new MessageException("BAD_NUMBER", show(key) + " is no whole number");
    }
    return decimals.low();
  }

  /** Nanoseconds UTC of a time such as {@code 2024-08-09T00:00:00.123456Z}. */
  long isoTime(byte[] key) throws MessageException {
    return time(iso, key);
  }

  /** Nanoseconds UTC of milliseconds, microseconds or nanoseconds since 1970. */
  long epochTime(byte[] key) throws MessageException {
    return time(epoch, key);
  }

  private long time(TimeReader reader, byte[] key) throws MessageException {
    int member = member(key);
    if (!reader.read(bytes, fields.from(member), fields.to(member))) {
      throw new MessageException("BAD_TIME", show(key) + " is no time");
    }
    long offset = reader.offset() == TimeReader.NO_OFFSET ? 0 : reader.offset();
    long second = reader.localSecond() - offset;
    if (second < 0 || second > Long.MAX_VALUE / NANOS - 1) {
      throw new MessageException("BAD_TIME", show(key) + " is out of range");
    }
    return second * NANOS + reader.nano();
  }

  private int member(byte[] key) throws MessageException {
    int member = fields.find(key);
    if (member < 0) {
      throw new MessageException("MISSING_FIELD", show(key) + " is missing");
    }
    return member;
  }

  private static String show(byte[] key) {
    return new String(key, StandardCharsets.US_ASCII);
  }
}
