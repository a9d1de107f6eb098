package dev.tidemark.app.command.tables;

import dev.tidemark.app.cli.InstantConverter;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.TableStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark tables read}. */
@Command(
    name = "read",
    header = "Reads rows of a table, or the answer of a SELECT, as of any version or time.",
    description = {
      "",
      "--as-of and --version choose what the table held then; --as-known keeps only rows whose"
          + " known_time is not after the given time: what could have been known. In --sql, tables are"
          + " written layer.name and may be joined.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark tables read silver.market_data_enriched --where \"instrument = 'AAPL'\" --limit 5",
      "  tidemark tables read bronze.raw_trades --version 3 --columns instrument,price --format csv",
      "  tidemark tables read silver.market_data_unified --as-known 2026-03-02T14:30:00Z",
      "  tidemark tables read --sql \"SELECT count(*) FROM silver.market_data_unified\" --json",
      "  tidemark tables read --as-of 2026-03-02 --sql \"SELECT u.close, e.rsi_14 FROM"
          + " silver.market_data_unified u JOIN silver.market_data_enriched e USING (instrument)\""
    })
final class ReadCommand extends LakeCommand {
  private static final long ROWS_FOR_PEOPLE = 100;

  @Parameters(
      arity = "0..1",
      paramLabel = "TABLE",
      description = "Name, such as bronze.raw_trades; not needed with --sql.")
  private @Nullable String table;

  @Option(names = "--sql", paramLabel = "SELECT", description = "One SELECT (DuckDB's SQL).")
  private @Nullable String sql;

  @Option(names = "--columns", split = ",", paramLabel = "NAME", description = "Default: all.")
  private List<String> columns = new ArrayList<>();

  @Option(names = "--where", paramLabel = "CONDITION", description = "An SQL condition on rows.")
  private @Nullable String where;

  @Option(
      names = "--order-by",
      split = ",",
      paramLabel = "NAME",
      description = "Columns to sort by; a leading - sorts downwards.")
  private List<String> orderBy = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "The version committed last at or before this time.")
  private @Nullable Instant asOf;

  @Option(names = "--version", paramLabel = "N", description = "Exactly this version of TABLE.")
  private @Nullable Long version;

  @Option(
      names = "--as-known",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Only rows with known_time at or before this time.")
  private @Nullable Instant asKnown;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many rows; 0 for all. Default 100 for tables, all otherwise.")
  private @Nullable Long limit;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default TABLE.")
  private RowFormat format = RowFormat.TABLE;

  ReadCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    RowFormat chosen = json() ? RowFormat.JSON : format;
    ReadRequest request =
        new ReadRequest(
            Optional.ofNullable(table),
            Optional.ofNullable(sql),
            columns,
            Optional.ofNullable(where),
            orderBy,
            Optional.ofNullable(asOf),
            Optional.ofNullable(version),
            Optional.ofNullable(asKnown));
    long most = most(chosen);
    try (Scan scan = request.open(store)) {
      boolean more = write(scan, chosen, most);
      if (more && limit == null) {
        host()
            .terminal()
            .err()
            .println("Only the first " + most + " rows; --limit 0 prints all of them.");
      }
    }
    return 0;
  }

  private long most(RowFormat chosen) {
    long wanted =
        limit == null ? (chosen == RowFormat.TABLE ? ROWS_FOR_PEOPLE : Long.MAX_VALUE) : limit;
    return wanted <= 0 ? Long.MAX_VALUE : wanted;
  }

  /** Returns whether rows were left out. */
  private boolean write(Scan scan, RowFormat chosen, long most) {
    RowWriter writer = chosen.writer(out(), scan.schema().names());
    long written = 0;
    boolean more = false;
    for (ColumnBatch batch = scan.next(); batch != null && !more; batch = scan.next()) {
      for (int row = 0; row < batch.rows(); row++) {
        if (written == most) {
          more = true;
          break;
        }
        writer.row(new ArrayList<>(batch.row(row).values()));
        written++;
      }
    }
    writer.finish();
    return more;
  }
}
