package dev.tidemark.ingest.live;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.files.Symbols;
import dev.tidemark.ingest.gate.KnownDelays;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What of a recording is wanted, and what it does not say itself.
 *
 * @param instruments symbols, or {@code SYMBOL@source} for one source only; empty for all
 * @param fromNanos first known time wanted, nanoseconds UTC
 * @param toNanos end of the wanted known times, exclusive
 * @param source who tells the trades of a file that names nobody
 * @param symbol instrument of a file that names none
 * @param resolve the instrument behind a symbol of a file that describes none
 * @param delays how long after the fact a record is assumed to have been known
 * @param now nothing can have happened after it
 */
public record RecordingOptions(
    List<String> instruments,
    long fromNanos,
    long toNanos,
    String source,
    String symbol,
    Function<String, Instrument> resolve,
    KnownDelays delays,
    Instant now) {

  public RecordingOptions {
    instruments = List.copyOf(instruments);
  }

  /** Everything; files that name nobody are told by {@code csv}. */
  public static RecordingOptions all(Instant now) {
    return new RecordingOptions(
        List.of(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        "csv",
        "UNNAMED",
        RecordingOptions::usual,
        KnownDelays.DEFAULT,
        now);
  }

  public RecordingOptions only(List<String> wanted, long from, long to) {
    return new RecordingOptions(wanted, from, to, source, symbol, resolve, delays, now);
  }

  /** Names what a file does not. */
  public RecordingOptions named(String teller, String unnamed) {
    return new RecordingOptions(
        instruments, fromNanos, toNanos, teller, unnamed, resolve, delays, now);
  }

  /** Assumes other delays of knowledge. */
  public RecordingOptions delayed(KnownDelays assumed) {
    return new RecordingOptions(
        instruments, fromNanos, toNanos, source, symbol, resolve, assumed, now);
  }

  boolean wants(MarketRecord record) {
    long known = record.knownNanos();
    return known >= fromNanos
        && known < toNanos
        && wants(record.source(), record.instrument().symbol());
  }

  boolean wants(String teller, String name) {
    return instruments.isEmpty()
        || instruments.contains(name)
        || instruments.contains(name + '@' + teller);
  }

  /** By the look of the symbol; what looks like nothing else is a share. */
  private static Instrument usual(String name) {
    return Symbols.instrument(name, null, null)
        .orElseGet(() -> new Instrument(name, AssetClass.EQUITY, CalendarId.XNYS, null, false));
  }
}
