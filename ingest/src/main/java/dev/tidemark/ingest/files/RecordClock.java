package dev.tidemark.ingest.files;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.text.LocalClock;
import dev.tidemark.ingest.text.TimeFormat;
import dev.tidemark.ingest.text.TimeReader;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The event time of records of one file: zone, offsets, and what the label of a bar means.
 *
 * <p>A file in which some times have an offset and some have none, or in which offsets differ by
 * something other than daylight saving, is refused as a whole: part of it would be misread.
 */
final class RecordClock {

  private static final long NANOS = 1_000_000_000L;
  private static final long DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 2 * DAY;

  private final Binding binding;
  private final TimeReader asMapped;

  /** For known times, and those of Parquet files that are typed as such. */
  private final TimeReader typed = new TimeReader(TimeFormat.ISO, 0);

  private final boolean mayBeTyped;
  private final LocalClock clock;
  private final Optional<TradingCalendar> calendar;
  private final long shiftNanos;
  private boolean first = true;
  private int firstOffset;
  private int otherOffset;
  private long sessionDay = Long.MIN_VALUE;
  private long sessionOpen;
  private long eventNanos;
  private String detail = "";

  RecordClock(Binding binding) {
    this.binding = binding;
    this.asMapped = binding.timeReader();
    this.mayBeTyped = binding.mapping().format() == Mapping.Format.PARQUET;
    this.clock = new LocalClock(binding.zone());
    this.shiftNanos = shift(binding.label(), binding.timeframe());
    this.calendar =
        Optional.ofNullable(binding.instrument())
            .map(Instrument::calendar)
            .or(binding::statedCalendar)
            .map(Calendars::of);
  }

  private static long shift(Mapping.Label label, @Nullable Timeframe timeframe) {
    if (timeframe == null) {
      return 0;
    }
    return switch (label) {
      case START, SESSION_DATE -> 0;
      case LAST_MINUTE -> timeframe.nanos() - Timeframe.M1.nanos();
      case END -> timeframe.nanos();
    };
  }

  /** Event time of the last record read, nanoseconds UTC; the left label of a bar. */
  long eventNanos() {
    return eventNanos;
  }

  /** What was wrong with the last record. */
  String detail() {
    return detail;
  }

  /** Reads a time; null when it is good. */
  @Nullable RejectReason read(byte[] bytes, int from, int to, long lineNumber)
      throws RefusedException {
    TimeReader reader = mayBeTyped && TimeReader.startsIso(bytes, from, to) ? typed : asMapped;
    if (!reader.read(bytes, from, to)) {
      detail = "time cannot be read";
      return from == to ? RejectReason.MISSING_FIELD : RejectReason.BAD_TIMESTAMP;
    }
    checkOffset(reader.offset(), lineNumber);
    if (binding.label() == Mapping.Label.SESSION_DATE) {
      return sessionStart(Math.floorDiv(reader.localSecond(), DAY));
    }
    int offset = reader.offset();
    if (offset == TimeReader.NO_OFFSET) {
      offset = clock.offsetAt(reader.localSecond());
      if (offset == LocalClock.NONE) {
        detail = "local time does not exist in " + binding.zone();
        return RejectReason.BAD_TIMESTAMP;
      }
    }
    long second = reader.localSecond() - offset;
    if (Math.abs(second) > LAST_SECOND) {
      detail = "time is beyond years 1677 to 2262";
      return RejectReason.BAD_TIMESTAMP;
    }
    eventNanos = second * NANOS + reader.nano() - shiftNanos;
    return null;
  }

  /** A known time in ISO form, UTC when it has no offset; empty when it cannot be read. */
  OptionalLong known(byte[] bytes, int from, int to) {
    if (!typed.read(bytes, from, to)) {
      return OptionalLong.empty();
    }
    int offset = typed.offset() == TimeReader.NO_OFFSET ? 0 : typed.offset();
    long second = typed.localSecond() - offset;
    return Math.abs(second) > LAST_SECOND
        ? OptionalLong.empty()
        : OptionalLong.of(second * NANOS + typed.nano());
  }

  private @Nullable RejectReason sessionStart(long day) {
    if (day != sessionDay) {
      sessionDay = day;
      Optional<Session> session =
          Math.abs(day) > LAST_SECOND / DAY
              ? Optional.empty()
              : calendar.flatMap(c -> c.session(LocalDate.ofEpochDay(day)));
      sessionOpen = session.map(Session::openNanos).orElse(Long.MIN_VALUE);
    }
    if (sessionOpen == Long.MIN_VALUE) {
      detail = "no session on that date";
      return RejectReason.OUTSIDE_SESSION;
    }
    eventNanos = sessionOpen;
    return null;
  }

  private void checkOffset(int offset, long lineNumber) throws RefusedException {
    if (first) {
      first = false;
      firstOffset = offset;
      otherOffset = offset;
    } else if (offset != firstOffset && offset != otherOffset) {
      boolean summerTime =
          binding.mapping().time().offsetsVary()
              && otherOffset == firstOffset
              && firstOffset != TimeReader.NO_OFFSET
              && offset != TimeReader.NO_OFFSET
              && Math.abs(offset - firstOffset) == HOUR;
      if (!summerTime) {
        throw new RefusedException(
            new Refusal(
                binding.name(),
                "MIXED_TIME_ZONES",
                "its first time has "
                    + show(firstOffset)
                    + " but line "
                    + lineNumber
                    + " has "
                    + show(offset)
                    + "; no row is stored",
                "write all times of a file in one zone"));
      }
      otherOffset = offset;
    }
  }

  private static String show(int offset) {
    return offset == TimeReader.NO_OFFSET
        ? "no offset"
        : "offset " + ZoneOffset.ofTotalSeconds(offset);
  }
}
