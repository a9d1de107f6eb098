package dev.tidemark.app.command.parity;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.cli.StopSignal;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.parity.Engine;
import dev.tidemark.app.parity.ParityRun;
import dev.tidemark.app.parity.ParityTable;
import dev.tidemark.app.parity.Plan;
import dev.tidemark.app.parity.log.LogFile;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.app.parity.log.SimulatedLog;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.CalendarId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark parity}. */
@Command(
    name = "parity",
    header = "Holds stream, batch, replay, point-in-time reads and SQL against each other.",
    description = {
      "",
      "Takes logs of trades and quotes, and disturbs each under every seed: records are permuted"
          + " within the lateness that is waited for, delayed by minutes, hours or more than 48 hours,"
          + " told again, corrected, moved and cancelled. Each seed is an instrument of its own. Bars"
          + " of 1s, 5s and 1m, all features and final alerts of every engine must be, to the last"
          + " bit, what the kernels compute from the same records in one pass; those of SQL within"
          + " the tolerance of its contract.",
      "",
      "A log is a recording (Binance, Coinbase, Bitstamp, cryptofeed), ticks of Lean or Dukascopy, a"
          + " CSV as 'smartdb load' takes it, or JSON {\"cases\": [{\"name\", \"trades\": [{\"ts\","
          + " \"price\", \"size\", ...}], \"quotes\": [...]}]}; packed with gzip or not. Without any it"
          + " is the simulated day of SIMA.",
      "",
      "Exit code 0 only when something was compared and nothing is different.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark parity --seed 1 --seeds 20",
      "  tidemark parity --log spot_btcusdt.jsonl.gz --log eurusd_quote.zip --seeds 1000 --small",
      "  tidemark parity --log trades.csv --seed 7 --seeds 20 --large --json"
    })
public final class ParityCommand implements Callable<Integer> {
  private static final int SMALL = 400;
  private static final long BUDGET = 200_000;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();
  @Mixin private ParityDirectory directory = new ParityDirectory();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "A log, or a directory of recordings; may be given several times.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "S", description = "The first seed; default 1.")
  private long seed = 1;

  @Option(names = "--seeds", paramLabel = "N", description = "How many seeds; default 20.")
  private int seeds = 20;

  @Option(
      names = "--small",
      description = "400 records of a log per seed: a stretch or a sample of it.")
  private boolean small;

  @Option(names = "--large", description = "The whole log under every seed.")
  private boolean large;

  @Option(
      names = "--engines",
      paramLabel = "NAME",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private @Nullable Set<Engine> engines;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description = "Of instruments whose calendar the file does not tell.")
  private @Nullable CalendarId calendar;

  private final Host host;

  public ParityCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    if (seeds < 1 || (small && large)) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Nothing can be compared",
          seeds < 1 ? "--seeds is below 1" : "--small and --large exclude each other",
          "give 1 seed or more, and one of the two");
    }
    long started = host.ticker().getAsLong();
    Settings settings = home.load(host);
    try (StopSignal signal = new StopSignal();
        ParityDirectory.Made work = directory.make(host, settings)) {
      // Unwinding stops the database, the broker and the jobs, and removes the directory.
      signal.stopWith(Thread.currentThread()::interrupt);
      Plan plan = plan(work);
      ParityTable table;
      long records;
      Map<String, Double> phases;
      try (ProgressBar bar = new ProgressBar(host.terminal(), host.ticker(), "series")) {
        ParityRun run =
            new ParityRun(
                plan,
                engines == null ? EnumSet.allOf(Engine.class) : engines,
                work.directory("run"),
                host.clock(),
                host.ticker(),
                (phase, done, total) -> bar.update(done, total));
        table = run.run();
        records = run.records();
        phases = run.seconds();
      }
      double seconds = (host.ticker().getAsLong() - started) / 1e9;
      new ParityPrinter(host.terminal(), plan, table, records, seconds, phases)
          .print(output.json());
      return table.different() == 0 && table.compared() > 0 ? ExitCodes.OK : ExitCodes.FINDINGS;
    }
  }

  private Plan plan(ParityDirectory.Made work) {
    List<SeriesLog> logs = new ArrayList<>();
    if (files.isEmpty()) {
      logs.addAll(
          new SimulatedLog(() -> work.directory("log"), host.clock(), host.ticker(), host.ids())
              .read(seed));
    }
    LogFile reader = new LogFile(host.clock().instant(), calendar);
    for (String file : files) {
      host.terminal().status("reading " + file);
      logs.addAll(reader.read(host.resolve(file)));
    }
    host.terminal().clearStatus();
    long each = BUDGET / ((long) seeds * logs.size());
    int most = small ? SMALL : large ? Integer.MAX_VALUE : (int) Math.max(SMALL, each);
    return new Plan(logs, seed, seeds, most);
  }
}
