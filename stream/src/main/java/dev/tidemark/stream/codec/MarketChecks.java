package dev.tidemark.stream.codec;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a record must be so that every engine can keep it exactly. Prices may be anything: the
 * kernels judge them.
 */
final class MarketChecks {
  private static final int LONGEST_TEXT = 128;
  private static final long DAY = 86_400_000_000_000L;
  private static final long FIRST = nanos("1990-01-01T00:00:00Z");
  private static final long END = nanos("2040-01-01T00:00:00Z");

  /**
   * High word of 10^32, which is 10^16 at scale 16: a million of such notionals still have an exact
   * sum in 128 bits.
   */
  private static final long LARGEST_NOTIONAL = 5_421_010_862_427L;

  private static final Set<String> CALENDARS =
      Arrays.stream(CalendarId.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> CLASSES =
      Arrays.stream(AssetClass.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  private MarketChecks() {}

  static void check(MarketEvent event) throws RefusedRecordException {
    text("source", event.source);
    text("instrument", event.instrument);
    if (!CALENDARS.contains(event.calendar)) {
      throw new RefusedRecordException(
          LetterReason.UNKNOWN_CALENDAR, "calendar " + shortened(event.calendar));
    }
    if (!CLASSES.contains(event.assetClass)) {
      throw new RefusedRecordException(
          LetterReason.BAD_TEXT, "asset_class " + shortened(event.assetClass));
    }
    time("event_time", event.tsNanos);
    time("known_time", event.knownNanos);
    if (event.tsNanos > event.knownNanos + DAY) {
      throw new RefusedRecordException(
          LetterReason.FUTURE_TIME, "event_time is more than a day after known_time");
    }
    if (event.kind == MarketEvent.TRADE) {
      trade(event);
    } else {
      size("bid_size", event.bidSize);
      size("ask_size", event.askSize);
    }
  }

  private static void trade(MarketEvent event) throws RefusedRecordException {
    text("trade_id", event.tradeId);
    if (event.version < 1) {
      throw outOfRange("version is " + event.version);
    }
    size("size", event.size);
    long high = Math.multiplyHigh(event.price, event.size);
    if (high >= LARGEST_NOTIONAL || high < -LARGEST_NOTIONAL) {
      throw outOfRange("price times size is 10^16 or more");
    }
  }

  private static void size(String name, long size) throws RefusedRecordException {
    if (size < 0 && size != MarketEvent.NONE) {
      throw new RefusedRecordException(LetterReason.NEGATIVE_SIZE, name + " is negative");
    }
  }

  private static void time(String name, long nanos) throws RefusedRecordException {
    if (nanos < FIRST || nanos >= END) {
      throw outOfRange(name + " is " + nanos + ", not from 1990 to 2039");
    }
  }

  private static void text(String name, String text) throws RefusedRecordException {
    int length = text.length();
    boolean ascii = true;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
        throw new RefusedRecordException(LetterReason.BAD_TEXT, name + " has a control character");
      }
      ascii &= c < 0x7f;
    }
    int bytes = ascii ? length : text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > LONGEST_TEXT) {
      throw new RefusedRecordException(
          LetterReason.BAD_TEXT, name + " has " + bytes + " bytes, not 1 to " + LONGEST_TEXT);
    }
  }

  static boolean isKey(byte[] key, String source, String instrument) {
    int split = source.length();
    int length = split + 1 + instrument.length();
    if (key.length != length) {
      return Arrays.equals(key, MarketEncoder.key(source, instrument));
    }
    for (int i = 0; i < length; i++) {
      char c = i < split ? source.charAt(i) : i == split ? '/' : instrument.charAt(i - split - 1);
      if (c != key[i]) {
        return c > 127 && Arrays.equals(key, MarketEncoder.key(source, instrument));
      }
    }
    return true;
  }

  private static RefusedRecordException outOfRange(String detail) {
    return new RefusedRecordException(LetterReason.OUT_OF_RANGE, detail);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }
}
