package dev.tidemark.app.command.tables;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.TableSpec;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code --partition event_month=2026-03-01} as a predicate over partition columns. */
final class PartitionFilter {
  private PartitionFilter() {}

  static Predicate of(TableSpec spec, Map<String, String> wanted) {
    List<Predicate> parts = new ArrayList<>();
    wanted.forEach((name, text) -> parts.add(equal(spec, name, text)));
    return Predicate.and(parts.toArray(Predicate[]::new));
  }

  private static Predicate equal(TableSpec spec, String name, String text) {
    if (!spec.partitionBy().contains(name)) {
      throw invalid(
          name,
          text,
          "the table is partitioned by " + spec.partitionBy(),
          "name a partition column, or leave --partition out");
    }
    Column column = spec.schema().column(name);
    try {
      return Predicate.eq(
          name,
          switch (column.kind()) {
            case DATE -> LocalDate.parse(text);
            case INT, LONG -> Long.valueOf(text);
            default -> text;
          });
    } catch (DateTimeParseException | NumberFormatException e) {
      throw invalid(name, text, "the value is not a " + column.kind(), "write dates as 2026-03-01");
    }
  }

  private static TidemarkException invalid(String name, String text, String why, String fix) {
    return TidemarkException.of(ErrorCode.INVALID_ARGUMENT, "Not a partition", why, fix)
        .withDetail("partition", name + "=" + text);
  }
}
