package dev.tidemark.lake.stress;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.store.LocalTableStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * One process of the stress run. Appenders add numbered rows under a transaction each; the merger
 * upserts ranges that overlap stored and coming rows; the optimiser compacts all the time.
 */
public final class StressWorker {
  static final int APPENDED = 40;
  static final int MERGED = 60;
  private static final List<String> KEY = List.of("writer", "id");

  private final Table table;
  private final String name;
  private final long seed;

  StressWorker(Table table, String name, long seed) {
    this.table = table;
    this.name = name;
    this.seed = seed;
  }

  /** Arguments: root, kind (append, merge, optimize), name, seconds, seed. */
  public static void main(String[] args) {
    InstantSource clock = InstantSource.system();
    LakeOptions options =
        LakeOptions.of(Path.of(args[0]), clock)
            .withThreads(1)
            .withMemoryBytes(256L << 20)
            .withDurable(false);
    try (LocalTableStore store = LocalTableStore.open(options)) {
      StressWorker worker =
          new StressWorker(store.open(StressRows.SPEC.name()), args[2], Long.parseLong(args[4]));
      Instant end = clock.instant().plus(Duration.ofSeconds(Long.parseLong(args[3])));
      long rounds = worker.run(args[1], clock, end);
      System.out.println(args[2] + " " + rounds);
    }
  }

  long run(String kind, InstantSource clock, Instant end) {
    Random random = new Random(seed);
    long round = 0;
    while (clock.instant().isBefore(end)) {
      switch (kind) {
        case "append" -> append(round);
        case "merge" -> merge(round, random);
        case "optimize" -> table.optimize(new OptimizeRequest(Predicate.all(), 64L << 20));
        default -> throw new IllegalArgumentException("not a kind of worker: " + kind);
      }
      round++;
    }
    return round;
  }

  private void append(long round) {
    table.append(
        BatchSource.of(StressRows.of(name, round * APPENDED, APPENDED, -1)),
        CommitRequest.of("APPEND").with(Txn.newer("stress/" + name, round + 1)));
  }

  /** Upserts its own next rows and many it has merged before. */
  private void merge(long round, Random random) {
    long from = Math.max(0, round * MERGED / 2 - random.nextInt(3 * MERGED));
    table.merge(
        BatchSource.of(StressRows.of(name, from, MERGED, round)),
        KEY,
        MergeMode.UPSERT,
        CommitRequest.of("MERGE").with("from", Long.toString(from)));
  }
}
