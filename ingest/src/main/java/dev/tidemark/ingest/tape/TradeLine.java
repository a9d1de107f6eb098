package dev.tidemark.ingest.tape;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.text.DecimalReader;
import dev.tidemark.ingest.text.DecimalReader.Outcome;
import dev.tidemark.ingest.text.FieldSplitter;
import dev.tidemark.ingest.text.TimeFormat;
import dev.tidemark.ingest.text.TimeReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line of a CSV of trades, read into its fields or refused with a reason. One thread. */
public final class TradeLine {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY = 86_400 * NANOS;
  private static final long FIRST = nanos("1990-01-01T00:00:00Z");
  private static final long END = nanos("2040-01-01T00:00:00Z");

  /** As wide as the columns are: DECIMAL(28,8), of which prices have 64 bits. */
  private static final int DIGITS = 28;

  private static final int SCALE = 8;
  private static final int DELETE = 0x7f;
  private static final int LONGEST_SYMBOL = 64;
  private static final int LONGEST_ID = 128;
  private static final Reason BAD_TYPE = Reason.BAD_TYPE;

  /** What can be wrong with a line. */
  public enum Reason {
    NEGATIVE_SIZE,
    TIME_OUT_OF_RANGE,
    PRICE_OUT_OF_RANGE,
    SIZE_OUT_OF_RANGE,
    BAD_TEXT,
    TOO_LONG,
    BAD_TYPE,
    BAD_FLAGS
  }

  /** Why the line is refused. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    public RefusedException(Reason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }
  }

  private final TradeHeader header;
  private final FieldSplitter fields = new FieldSplitter(',');
  private final DecimalReader number = new DecimalReader();
  private final TimeReader time = new TimeReader(TimeFormat.AUTO, 0);
  private final long delayNanos;
  private final long latestNanos;
  private byte[] bytes = new byte[0];
  private int count;

  private String symbol = "";
  private String tradeId = "";
  private int version;
  private TradeOp op = TradeOp.NEW;
  private long tsNanos;
  private long seq;
  private boolean hasSeq;
  private long price;
  private long size;
  private long sizeHigh;
  private @Nullable Side side;
  private boolean updLast;
  private boolean updHilo;
  private boolean updVol;
  private boolean closingAuction;
  private long knownNanos;

  /**
   * @param delayNanos known so long after it happened, where the line does not say when
   * @param now nothing happened more than a day after it
   */
  public TradeLine(TradeHeader header, long delayNanos, Instant now) {
    this.header = header;
    this.delayNanos = delayNanos;
    this.latestNanos = now.getEpochSecond() * NANOS + DAY;
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * NANOS;
  }

  /** Reads one line; the getters tell of it until the next. */
  public void read(byte[] text, int from, int to) throws RefusedException {
    bytes = text;
    for (int i = from; i < to; i++) {
      if ((text[i] >= 0 && text[i] < ' ') || text[i] == DELETE) {
        throw new RefusedException(Reason.BAD_TEXT, "control character " + text[i]);
      }
    }
    count = fields.split(text, from, to);
    if (count != header.width()) {
      throw new RefusedException(
          BAD_TYPE, (count < 0 ? "no" : count) + " fields, the header has " + header.width());
    }
    symbol = text(TradeHeader.Field.SYMBOL, LONGEST_SYMBOL);
    if (symbol.isBlank() || symbol.indexOf('@') >= 0) {
      throw new RefusedException(Reason.BAD_TEXT, "not a symbol: '" + symbol + "'");
    }
    tradeId = text(TradeHeader.Field.TRADE_ID, LONGEST_ID);
    tsNanos = time(TradeHeader.Field.TS, Long.MIN_VALUE);
    knownNanos = time(TradeHeader.Field.KNOWN, tsNanos + delayNanos);
    if (tsNanos > knownNanos + DAY || Math.max(tsNanos, knownNanos) > latestNanos) {
      throw new RefusedException(
          Reason.TIME_OUT_OF_RANGE,
          "it happened after it was known: " + word(TradeHeader.Field.TS));
    }
    decimal(TradeHeader.Field.PRICE, Reason.PRICE_OUT_OF_RANGE);
    if (number.high() != number.low() >> 63) {
      throw new RefusedException(Reason.PRICE_OUT_OF_RANGE, "price beyond 64 bits at scale 8");
    }
    price = number.low();
    decimal(TradeHeader.Field.SIZE, Reason.SIZE_OUT_OF_RANGE);
    if (number.high() < 0) {
      throw new RefusedException(Reason.NEGATIVE_SIZE, "a size counts units");
    }
    size = number.low();
    sizeHigh = number.high();
    hasSeq = !isEmpty(TradeHeader.Field.SEQ);
    seq = whole(TradeHeader.Field.SEQ, 0, Long.MIN_VALUE, Long.MAX_VALUE);
    version = (int) whole(TradeHeader.Field.VERSION, 1, 1, Integer.MAX_VALUE);
    op = readOp();
    if (op != TradeOp.NEW && isEmpty(TradeHeader.Field.VERSION)) {
      throw new RefusedException(BAD_TYPE, "a correction or cancellation needs its version");
    }
    side = readSide();
    updLast = bool(TradeHeader.Field.UPD_LAST, true);
    updHilo = bool(TradeHeader.Field.UPD_HILO, true);
    updVol = bool(TradeHeader.Field.UPD_VOL, true);
    closingAuction = bool(TradeHeader.Field.CLOSING_AUCTION, false);
  }

  public String symbol() {
    return symbol;
  }

  /** Empty when the line names none. */
  public String tradeId() {
    return tradeId;
  }

  public int version() {
    return version;
  }

  public TradeOp op() {
    return op;
  }

  /** Nanoseconds UTC. */
  public long tsNanos() {
    return tsNanos;
  }

  public long seq() {
    return seq;
  }

  public boolean hasSeq() {
    return hasSeq;
  }

  /** Unscaled, scale 8. */
  public long price() {
    return price;
  }

  /** Lower half of the unscaled size, scale 8. */
  public long size() {
    return size;
  }

  /** Upper half of the unscaled size. */
  public long sizeHigh() {
    return sizeHigh;
  }

  public @Nullable Side side() {
    return side;
  }

  public boolean updLast() {
    return updLast;
  }

  public boolean updHilo() {
    return updHilo;
  }

  public boolean updVol() {
    return updVol;
  }

  public boolean closingAuction() {
    return closingAuction;
  }

  /** Nanoseconds UTC. */
  public long knownNanos() {
    return knownNanos;
  }

  private boolean isEmpty(TradeHeader.Field field) {
    int at = header.position(field);
    return at < 0 || fields.from(at) >= fields.to(at);
  }

  private String text(TradeHeader.Field field, int longest) throws RefusedException {
    if (isEmpty(field)) {
      return "";
    }
    int at = header.position(field);
    int length = fields.to(at) - fields.from(at);
    if (length > longest) {
      throw new RefusedException(
          Reason.TOO_LONG, field.column() + " has " + length + " bytes, at most " + longest);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, fields.from(at), length))
          .toString()
          .strip();
    } catch (CharacterCodingException e) {
      throw new RefusedException(Reason.BAD_TEXT, field.column() + " is not UTF-8");
    }
  }

  private String word(TradeHeader.Field field) {
    if (isEmpty(field)) {
      return "";
    }
    int at = header.position(field);
    int length = Math.min(fields.to(at) - fields.from(at), LONGEST_SYMBOL);
    return new String(bytes, fields.from(at), length, StandardCharsets.ISO_8859_1)
        .strip()
        .toUpperCase(Locale.ROOT);
  }

  private long time(TradeHeader.Field field, long absent) throws RefusedException {
    if (isEmpty(field)) {
      if (absent == Long.MIN_VALUE) {
        throw new RefusedException(BAD_TYPE, field.column() + " is empty");
      }
      return absent;
    }
    int at = header.position(field);
    if (!time.read(bytes, fields.from(at), fields.to(at))) {
      throw new RefusedException(BAD_TYPE, field.column() + " is not a time: " + word(field));
    }
    long offset = time.offset() == TimeReader.NO_OFFSET ? 0 : time.offset();
    long second = time.localSecond() - offset;
    boolean fits = Math.abs(second) < Long.MAX_VALUE / NANOS - 1;
    long nanos = fits ? second * NANOS + time.nano() : Long.MIN_VALUE;
    if (nanos < FIRST || nanos >= END) {
      throw new RefusedException(
          Reason.TIME_OUT_OF_RANGE, field.column() + " is not within 1990 to 2039: " + word(field));
    }
    return nanos;
  }

  private void decimal(TradeHeader.Field field, Reason tooLarge) throws RefusedException {
    int at = header.position(field);
    Outcome outcome = number.read(bytes, fields.from(at), fields.to(at), SCALE, DIGITS);
    if (outcome == Outcome.OVERFLOW) {
      throw new RefusedException(tooLarge, field.column() + " does not fit: " + word(field));
    }
    if (outcome != Outcome.OK || number.rounded()) {
      throw new RefusedException(
          BAD_TYPE,
          field.column()
              + (outcome == Outcome.OK
                  ? " has more than 8 digits after the point: "
                  : " is not a number: ")
              + word(field));
    }
  }

  private long whole(TradeHeader.Field field, long absent, long least, long most)
      throws RefusedException {
    if (isEmpty(field)) {
      return absent;
    }
    int at = header.position(field);
    if (number.read(bytes, fields.from(at), fields.to(at), 0, 19) != Outcome.OK
        || number.rounded()
        || number.high() != number.low() >> 63
        || number.low() < least
        || number.low() > most) {
      throw new RefusedException(BAD_TYPE, field.column() + " is no such number: " + word(field));
    }
    return number.low();
  }

  private TradeOp readOp() throws RefusedException {
    String op = word(TradeHeader.Field.OP);
    return switch (op) {
      case "", "NEW" -> TradeOp.NEW;
      case "CORRECT" -> TradeOp.CORRECT;
      case "CANCEL" -> TradeOp.CANCEL;
      default -> throw new RefusedException(BAD_TYPE, "op is NEW, CORRECT or CANCEL, not " + op);
    };
  }

  private @Nullable Side readSide() throws RefusedException {
    String name = word(TradeHeader.Field.SIDE);
    return switch (name) {
      case "" -> null;
      case "BUY", "B" -> Side.BUY;
      case "SELL", "S" -> Side.SELL;
      default -> throw new RefusedException(BAD_TYPE, "side is BUY, SELL or empty, not " + name);
    };
  }

  private boolean bool(TradeHeader.Field field, boolean absent) throws RefusedException {
    String name = word(field);
    return switch (name) {
      case "" -> absent;
      case "TRUE", "T", "1" -> true;
      case "FALSE", "F", "0" -> false;
      default ->
          throw new RefusedException(
              Reason.BAD_FLAGS, field.column() + " is true or false, not " + name);
    };
  }
}
