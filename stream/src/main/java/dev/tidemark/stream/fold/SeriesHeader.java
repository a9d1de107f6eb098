package dev.tidemark.stream.fold;

import dev.tidemark.core.live.InstrumentRules;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.stream.event.MarketEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What is kept of a series beside its fold, as bytes that begin with the number of their format.
 * Every format that was ever written can be read.
 *
 * @param tradeClock greatest clock that the fold was told with a trade; since format 2
 * @param quoteClock greatest clock that the fold was told with a quote; since format 2
 */
record SeriesHeader(
    String source,
    String instrument,
    String assetClass,
    String calendar,
    boolean includeClosingAuction,
    long tradeClock,
    long quoteClock) {
  private static final int WITHOUT_CLOCKS = 1;
  private static final int CURRENT = 2;

  /** Of the first record of a series. */
  static SeriesHeader of(MarketEvent event) {
    return new SeriesHeader(
        event.source,
        event.instrument,
        event.assetClass,
        event.calendar,
        event.includeClosingAuction,
        Long.MIN_VALUE,
        Long.MIN_VALUE);
  }

  SeriesHeader at(long trades, long quotes) {
    return new SeriesHeader(
        source, instrument, assetClass, calendar, includeClosingAuction, trades, quotes);
  }

  /** Whether the record is about the same bars. */
  boolean fits(MarketEvent event) {
    return calendar.equals(event.calendar) && includeClosingAuction == event.includeClosingAuction;
  }

  /** With the calendar of these, to which it is added if it is not there. */
  InstrumentRules rules(Map<CalendarId, TradingCalendar> calendars) {
    return new InstrumentRules(
        calendars.computeIfAbsent(CalendarId.valueOf(calendar), TradingCalendar::of),
        includeClosingAuction);
  }

  LiveRow row() {
    LiveRow row = new LiveRow();
    row.source = source;
    row.instrument = instrument;
    row.assetClass = assetClass;
    row.calendar = calendar;
    row.includeClosingAuction = includeClosingAuction;
    return row;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(CURRENT);
      out.writeUTF(source);
      out.writeUTF(instrument);
      out.writeUTF(assetClass);
      out.writeUTF(calendar);
      out.writeBoolean(includeClosingAuction);
      out.writeLong(tradeClock);
      out.writeLong(quoteClock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static SeriesHeader read(byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      int format = in.readUnsignedByte();
      if (format < WITHOUT_CLOCKS || format > CURRENT) {
        throw new IllegalStateException(
            "The state of the job is of format " + format + ", which a later version wrote");
      }
      return new SeriesHeader(
          in.readUTF(),
          in.readUTF(),
          in.readUTF(),
          in.readUTF(),
          in.readBoolean(),
          format == WITHOUT_CLOCKS ? Long.MIN_VALUE : in.readLong(),
          format == WITHOUT_CLOCKS ? Long.MIN_VALUE : in.readLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
