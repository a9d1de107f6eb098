package dev.tidemark.app.command.backfill;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of a provider is wanted. */
public final class SelectionOptions {
  private static final long NANOS = 1_000_000_000L;

  @Option(
      names = "--assets",
      split = ",",
      paramLabel = "SYMBOL",
      description = "Instruments; default: all the provider knows.")
  private List<String> assets = new ArrayList<>();

  @Option(
      names = "--timeframes",
      split = ",",
      paramLabel = "TYPE",
      description = "1m 5m 15m 1h 4h 1d trades quotes actions; default: all.")
  private List<String> timeframes = new ArrayList<>();

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "The last N days, today included (UTC).")
  private @Nullable Integer days;

  @Option(
      names = "--start-date",
      paramLabel = "DATE",
      description = "First day (UTC), such as 2026-03-01.")
  private @Nullable LocalDate startDate;

  @Option(names = "--end-date", paramLabel = "DATE", description = "Last day (UTC), included.")
  private @Nullable LocalDate endDate;

  Selection selection(InstantSource clock) {
    Set<SeriesType> types = new LinkedHashSet<>();
    timeframes.forEach(code -> types.add(SeriesType.parse(code.strip())));
    LocalDate first = startDate;
    LocalDate last = endDate;
    if (days != null) {
      if (first != null || last != null) {
        throw invalid("--days and --start-date or --end-date both choose days", "give one of them");
      }
      if (days < 1) {
        throw invalid("--days counts days", "give 1 or more");
      }
      last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      first = last.minusDays(days - 1L);
    }
    if (first != null && last != null && last.isBefore(first)) {
      throw invalid("--end-date is before --start-date", "exchange them");
    }
    return new Selection(
        assets.stream().map(String::strip).toList(),
        types,
        first == null ? Long.MIN_VALUE : nanos(first),
        last == null ? Long.MAX_VALUE : nanos(last.plusDays(1)));
  }

  /** The same wishes as arguments, for a process that is started to do the work. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    add(arguments, "--assets", assets.isEmpty() ? null : String.join(",", assets));
    add(arguments, "--timeframes", timeframes.isEmpty() ? null : String.join(",", timeframes));
    add(arguments, "--days", days);
    add(arguments, "--start-date", startDate);
    add(arguments, "--end-date", endDate);
    return arguments;
  }

  public boolean isEmpty() {
    return arguments().isEmpty();
  }

  private static void add(List<String> arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.add(name);
      arguments.add(value.toString());
    }
  }

  private static long nanos(LocalDate day) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    try {
      return Math.multiplyExact(start.getEpochSecond(), NANOS);
    } catch (ArithmeticException e) {
      throw invalid("the day " + day + " is out of range", "use days from 1678 to 2261");
    }
  }

  private static TidemarkException invalid(String why, String fix) {
    return TidemarkException.of(ErrorCode.INVALID_ARGUMENT, "Not a range of days", why, fix);
  }
}
