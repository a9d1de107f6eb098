package dev.tidemark.app.command.smartdb;

import dev.tidemark.app.smartdb.load.MarketSelection;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which series and days. */
final class PeriodOptions {
  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "SYMBOL",
      description = "Symbols, or SYMBOL@source for one source only; default: all of the lake.")
  private List<String> instruments = new ArrayList<>();

  @Option(names = "--start", paramLabel = "DATE", description = "First day (UTC).")
  private @Nullable LocalDate start;

  @Option(names = "--end", paramLabel = "DATE", description = "Last day (UTC), included.")
  private @Nullable LocalDate end;

  List<String> instruments() {
    return instruments.stream().map(String::strip).toList();
  }

  Optional<LocalDate> start() {
    return Optional.ofNullable(start);
  }

  Optional<LocalDate> end() {
    if (start != null && end != null && end.isBefore(start)) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "The options do not go together",
          "--end is before --start",
          "exchange them");
    }
    return Optional.ofNullable(end);
  }

  MarketSelection selection() {
    return new MarketSelection(instruments(), start(), end());
  }
}
