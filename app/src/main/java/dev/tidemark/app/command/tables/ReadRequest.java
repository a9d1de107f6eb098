package dev.tidemark.app.command.tables;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What {@code tables read} was asked for. */
record ReadRequest(
    Optional<String> table,
    Optional<String> sql,
    List<String> columns,
    Optional<String> where,
    List<String> orderBy,
    Optional<Instant> asOf,
    Optional<Long> version,
    Optional<Instant> asKnown) {

  ReadRequest {
    if (table.isEmpty() && sql.isEmpty()) {
      throw invalid("Nothing to read", "neither a table nor --sql was given", "name a table");
    }
    if (version.isPresent() && asOf.isPresent()) {
      throw invalid(
          "Two versions at once", "--version and --as-of both choose one", "give one of them");
    }
    if (version.isPresent() && table.isEmpty()) {
      throw invalid(
          "A version of which table?",
          "versions are numbered per table",
          "name the table before --version, or use --as-of");
    }
    if (sql.isPresent() && (where.isPresent() || !columns.isEmpty() || !orderBy.isEmpty())) {
      throw invalid(
          "--sql says all of it",
          "--columns, --where and --order-by belong to reading one table",
          "write them into the SELECT");
    }
  }

  Scan open(TableStore store) {
    if (sql.isPresent()) {
      return new SqlReading(store, sql.get()).open(this);
    }
    TableName name = TableName.parse(table.orElseThrow());
    Snapshot snapshot = store.open(name).snapshot(reading());
    if (where.isPresent()) {
      Snapshot seen = asKnown.map(snapshot::asKnown).orElse(snapshot);
      return store.sql(select(name, where.get()), Map.of(name.toString(), seen));
    }
    return snapshot.scan(
        new ScanRequest(columns, Predicate.all(), orderBy, asKnown, OptionalLong.empty()));
  }

  /** The version of the named table, or of all tables. */
  Reading reading() {
    if (version.isPresent()) {
      return Reading.version(version.get());
    }
    return asOf.map(Reading::at).orElseGet(Reading::latest);
  }

  private String select(TableName name, String condition) {
    String wanted =
        columns.isEmpty()
            ? "*"
            : columns.stream().map(ReadRequest::quoted).collect(Collectors.joining(", "));
    String sorted =
        orderBy.isEmpty()
            ? ""
            : " ORDER BY "
                + orderBy.stream()
                    .map(c -> c.startsWith("-") ? quoted(c.substring(1)) + " DESC" : quoted(c))
                    .collect(Collectors.joining(", "));
    return "SELECT " + wanted + " FROM " + name + " WHERE (" + condition + "\n)" + sorted;
  }

  private static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  private static TidemarkException invalid(String what, String why, String fix) {
    return TidemarkException.of(ErrorCode.INVALID_ARGUMENT, what, why, fix);
  }
}
