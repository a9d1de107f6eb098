package dev.tidemark.app.torture;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Runs a backfill once undisturbed, then again and again in fresh lakes while killing its process,
 * resumes it each time, and compares the tables.
 */
public final class BackfillTorture {

  /**
   * @param kills how many processes to kill
   * @param seed of the times
   * @param work an empty directory of the test's own
   * @param arguments of {@code tidemark}, without the home
   * @param properties system properties of every process
   */
  public record Request(
      int kills, long seed, Path work, List<String> arguments, List<String> properties) {
    public Request {
      arguments = List.copyOf(arguments);
      properties = List.copyOf(properties);
    }
  }

  private final Installation installation = Installation.ofThisProcess();
  private final Request request;
  private final Function<Path, TableStore> lakes;
  private final LongSupplier ticker;
  private final Consumer<String> progress;
  private final TortureReport report = new TortureReport();

  /**
   * @param lakes opens the lake of a home directory
   * @param ticker monotonic nanoseconds
   * @param progress told after each kill
   */
  public BackfillTorture(
      Request request,
      Function<Path, TableStore> lakes,
      LongSupplier ticker,
      Consumer<String> progress) {
    this.request = request;
    this.lakes = lakes;
    this.ticker = ticker;
    this.progress = progress;
  }

  public TortureReport run() throws InterruptedException {
    Path reference = home("undisturbed");
    long before = ticker.getAsLong();
    Victim undisturbed = start(reference, List.of());
    if (undisturbed.awaitExit() != 0) {
      throw TidemarkException.of(
          ErrorCode.PRECONDITION_FAILED,
          "The undisturbed run failed",
          undisturbed.lastWords(),
          "run the same backfill by hand and correct what it complains about");
    }
    long duration = ticker.getAsLong() - before;
    LakeComparison comparison;
    try (TableStore store = lakes.apply(reference)) {
      comparison = new LakeComparison(store);
    }
    report.rowsCompared(comparison.rows());
    delete(reference);
    KillPlan plan = new KillPlan(request.seed(), undisturbed.phases());
    while (report.kills() < request.kills()) {
      round(plan, comparison, duration);
    }
    if (report.passed()) {
      delete(request.work());
    }
    return report;
  }

  private void round(KillPlan plan, LakeComparison comparison, long duration)
      throws InterruptedException {
    Path home = home("round-" + (report.rounds() + 1));
    int wanted = Math.min(plan.killsOfRound(), request.kills() - report.kills());
    boolean finished = false;
    for (int i = 0; i < wanted && !finished; i++) {
      finished = !kill(home, plan.next(), duration);
    }
    Victim last = start(home, List.of());
    if (last.awaitExit() != 0) {
      report.compared(
          new Discrepancies(0, 0, 1), home + ": the resumed run failed: " + last.lastWords());
      return;
    }
    Map<TableName, Discrepancies> found;
    try (TableStore store = lakes.apply(home)) {
      found = comparison.with(store);
    }
    Discrepancies sum = found.values().stream().reduce(Discrepancies.NONE, Discrepancies::plus);
    report.compared(sum, home + ": " + found);
    if (sum.none()) {
      delete(home);
    }
  }

  /** Returns false when the process ended before it could be killed. */
  private boolean kill(Path home, KillPlan.Kill kill, long duration) throws InterruptedException {
    Victim victim =
        start(
            home,
            kill.at()
                .map(at -> List.of("tidemark.torture.pause=" + at.property()))
                .orElse(List.of()));
    boolean alive =
        kill.at().isPresent()
            ? victim.awaitPause()
            : victim.runsFor((long) (kill.fraction() * duration));
    if (!alive) {
      int exitCode = victim.awaitExit();
      if (exitCode != 0) {
        report.compared(
            new Discrepancies(0, 0, 1), home + ": a resumed run failed: " + victim.lastWords());
      }
      return false;
    }
    String phase = victim.kill();
    report.killed(phase);
    progress.accept(report.kills() + " of " + request.kills() + ", last in " + phase);
    return true;
  }

  private Victim start(Path home, List<String> more) {
    List<String> properties = new ArrayList<>(request.properties());
    properties.add("tidemark.torture.report=true");
    properties.addAll(more);
    List<String> arguments = new ArrayList<>(request.arguments());
    arguments.add("--home");
    arguments.add(home.toString());
    return Victim.start(
        installation.command(properties, arguments),
        Map.of("TIDEMARK_LAKE_ROOT", home.resolve("lake").toString()),
        home.resolveSibling(home.getFileName() + ".out"));
  }

  private Path home(String name) {
    try {
      return Files.createDirectories(request.work().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
