package dev.tidemark.app.command.smartdb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.TextTable;
import dev.tidemark.app.smartdb.load.FileLoad;
import dev.tidemark.app.smartdb.load.LakeLoad;
import dev.tidemark.app.smartdb.load.LargeTradeFlags;
import dev.tidemark.app.smartdb.load.LoadListener;
import dev.tidemark.app.smartdb.load.LoadSummary;
import dev.tidemark.app.smartdb.load.LoadSummary.SeriesResult;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.app.wiring.Lakes;
import dev.tidemark.app.wiring.MarketWriters;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.files.Symbols;
import dev.tidemark.lake.TableStore;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.WriteResult;
import dev.tidemark.transform.progress.Instruments;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark smartdb load}. */
@Command(
    name = "load",
    header = "Brings market data from the lake, or trades from a CSV file, into the database.",
    description = {
      "",
      "From the lake: trades and quotes as they were told, every version of them, and minutes of"
          + " sources that tell no ticks. What was loaded whole before is not read again; a load that"
          + " was stopped goes on when it is run again. Nothing is ever stored twice.",
      "",
      "A CSV names its columns in the first line: symbol, ts, price and size must be there, and"
          + " trade_id, side, version, op, seq, known, upd_last, upd_hilo, upd_vol, closing_auction may."
          + " Lines that are no trades become dead letters with their number and the reason.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark smartdb load --from bronze",
      "  tidemark smartdb load --from bronze --instruments BTCUSDT,EURUSD@oanda --start 2024-08-01",
      "  tidemark smartdb load --from trades.csv.gz --source desk --json"
    })
final class LoadCommand extends MarketCommand {
  private static final String BRONZE = "bronze";
  private static final int BATCH_ROWS = 50_000;
  private static final int MOST_ROWS = 1_000_000;
  private static final int MOST_WRITERS = 64;

  @Mixin private PeriodOptions period = new PeriodOptions();

  @Option(
      names = "--from",
      paramLabel = "bronze|FILE",
      required = true,
      description = "The lake's bronze tables, or a CSV of trades (.gz too).")
  private String from = "";

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Who tells the trades of a file; default csv.")
  private String source = "csv";

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description = "Calendar of a file's symbols that neither lake nor name tell.")
  private @Nullable CalendarId calendar;

  @Option(
      names = "--asset-class",
      paramLabel = "NAME",
      description = "What a file's symbols are, where neither lake nor name tell.")
  private @Nullable AssetClass assetClass;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      description = "Rows of a transaction; default 50000.")
  private int batchRows = BATCH_ROWS;

  @Option(
      names = "--writers",
      paramLabel = "N",
      description = "Connections that write at the same time; default 2.")
  private int writers = 2;

  @Option(names = "--again", description = "Read also what was loaded whole before.")
  private boolean again;

  private long large;

  LoadCommand(Host host) {
    super(host);
  }

  @Override
  int run(Databases.Opened opened, Settings settings) {
    if (batchRows < 1 || batchRows > MOST_ROWS || writers < 1 || writers > MOST_WRITERS) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Nothing can be loaded",
          "--batch-rows or --writers is out of range",
          "give 1 to %,d rows and 1 to %d writers".formatted(MOST_ROWS, MOST_WRITERS));
    }
    long started = host().ticker().getAsLong();
    LoadSummary summary;
    try (TableStore store = Lakes.open(host(), settings);
        ProgressBar bar = new ProgressBar(host().terminal(), host().ticker(), "rows")) {
      LoadListener listener = MarketWriters.listener(host(), bar);
      summary =
          from.equals(BRONZE)
              ? lake(store, opened.database(), settings, listener)
              : file(store, opened.database(), settings, listener);
    }
    print(summary, (host().ticker().getAsLong() - started) / 1e9);
    return ExitCodes.OK;
  }

  private LoadSummary lake(
      TableStore store, Database database, Settings settings, LoadListener listener) {
    String origin = settings.path(KnownSettings.LAKE_ROOT).toString();
    LakeLoad load =
        new LakeLoad(
            store,
            database,
            () -> MarketWriters.open(database, host()),
            Arrays.stream(settings.text(KnownSettings.SILVER_PROVIDERS).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList(),
            new LakeLoad.Options(origin, batchRows, writers, again),
            listener);
    LoadSummary summary = load.run(period.selection());
    large += LargeTradeFlags.update(database, load.seriesIds());
    if (summary.series().isEmpty()) {
      throw TidemarkException.of(
          ErrorCode.NOT_FOUND,
          "Nothing to load",
          "the lake has no ticks and no minutes of these instruments",
          "see 'tidemark tables list', or run 'tidemark backfill' first");
    }
    return summary;
  }

  private LoadSummary file(
      TableStore store, Database database, Settings settings, LoadListener listener) {
    Instruments registered = Instruments.read(store);
    try (MarketWriter writer = MarketWriters.open(database, host())) {
      FileLoad load =
          new FileLoad(
              writer,
              symbol -> instrument(registered, symbol),
              new FileLoad.Options(
                  source,
                  batchRows,
                  settings.duration(KnownSettings.INGEST_TICK_DELAY).toNanos(),
                  host().clock().instant()),
              listener);
      LoadSummary summary = load.run(host().resolve(from));
      large += LargeTradeFlags.update(database, load.seriesIds());
      return summary;
    }
  }

  private Instrument instrument(Instruments registered, String symbol) {
    return registered
        .find(symbol)
        .or(() -> Symbols.instrument(symbol, assetClass, calendar))
        .orElseThrow(
            () ->
                TidemarkException.of(
                    ErrorCode.INVALID_INPUT,
                    "the calendar of '" + symbol + "' is not known",
                    "its symbol does not tell where it trades",
                    "name it with --calendar"));
  }

  private void print(LoadSummary summary, double seconds) {
    double rate = seconds > 0 ? summary.rows() / seconds : 0;
    if (json()) {
      ObjectNode document = Json.object();
      ArrayNode all = document.putArray("series");
      for (SeriesResult each : summary.series()) {
        ObjectNode one = all.addObject();
        one.put("symbol", each.name().symbol());
        one.put("source", each.name().source());
        one.put("basis", each.basis().name());
        counts(one, each.result());
      }
      document.put("rows", summary.rows());
      counts(document, summary.total());
      document.put("bad_lines", summary.badLines());
      document.put("parts_skipped", summary.skipped());
      document.put("large_trades", large);
      document.put("seconds", seconds);
      document.put("rows_per_second", rate);
      Json.print(out(), document);
      return;
    }
    TextTable table =
        new TextTable(
            out(),
            List.of("symbol", "source", "basis", "stored", "repeated", "superseded", "rejected"));
    for (SeriesResult each : summary.series()) {
      WriteResult result = each.result();
      table.row(
          Arrays.asList(
              each.name().symbol(),
              each.name().source(),
              each.basis().name(),
              result.stored(),
              result.repeated(),
              result.superseded(),
              result.rejected()));
    }
    table.finish();
    out()
        .println(
            String.format(
                Locale.ROOT,
                "%,d rows in %.1f s (%,.0f rows/s); %d parts were there already; %d bad lines in the"
                    + " dead letters; %d large trades found",
                summary.rows(),
                seconds,
                rate,
                summary.skipped(),
                summary.badLines(),
                large));
    out().flush();
  }

  private static void counts(ObjectNode node, WriteResult result) {
    node.put("stored", result.stored());
    node.put("repeated", result.repeated());
    node.put("superseded", result.superseded());
    node.put("rejected", result.rejected());
  }
}
