package dev.tidemark.lake.stress;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.HistoryEntry;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.store.LocalTableStore;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Two processes append to a table, one merges into it and one optimises it, all at once; then every
 * row is counted. Run it with {@code TableStress DIRECTORY SECONDS SEED}.
 */
public final class TableStress {
  private static final String MERGER = "merge-1";

  private TableStress() {}

  /**
   * What was found.
   *
   * @param commits by operation
   * @param rows stored rows
   * @param lost rows that were committed and are not there
   * @param doubled rows that are there more than once
   * @param wrong merged rows that do not have the value merged last
   */
  public record Outcome(Map<String, Long> commits, long rows, long lost, long doubled, long wrong) {
    public boolean clean() {
      return lost == 0 && doubled == 0 && wrong == 0 && rows > 0;
    }

    @Override
    public String toString() {
      return "commits="
          + commits
          + " rows="
          + rows
          + " lost="
          + lost
          + " doubled="
          + doubled
          + " wrong="
          + wrong;
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("tidemark-stress");
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    Outcome outcome = run(root, seconds, seed);
    System.out.println(outcome);
    System.exit(outcome.clean() ? 0 : 1);
  }

  /** Runs the processes for so long below an empty root, and counts. */
  public static Outcome run(Path root, int seconds, long seed)
      throws IOException, InterruptedException {
    try (LocalTableStore store =
        LocalTableStore.open(
            LakeOptions.of(root, InstantSource.system())
                .withDurable(false)
                .withMemoryBytes(512L << 20))) {
      Table table = store.create(StressRows.SPEC);
      List<Process> processes = new ArrayList<>();
      List<Path> outputs = new ArrayList<>();
      String[][] workers = {
        {"append", "append-1"},
        {"append", "append-2"},
        {"merge", MERGER},
        {"optimize", "optimize-1"}
      };
      for (int i = 0; i < workers.length; i++) {
        Path output = root.resolve("worker-" + i + ".log");
        outputs.add(output);
        processes.add(
            start(
                output,
                root.toString(),
                workers[i][0],
                workers[i][1],
                Integer.toString(seconds),
                Long.toString(seed + i)));
      }
      for (int i = 0; i < processes.size(); i++) {
        if (!processes.get(i).waitFor(seconds + 120L, TimeUnit.SECONDS)
            || processes.get(i).exitValue() != 0) {
          processes.forEach(Process::destroyForcibly);
          throw new IllegalStateException(
              "worker " + i + " failed: " + Files.readString(outputs.get(i)));
        }
      }
      return count(store, table);
    }
  }

  private static Process start(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // the engines' flags, not an agent or a heap of the caller
      if (flag.startsWith("--add-opens")
          || flag.startsWith("--enable-native-access")
          || flag.startsWith("--sun-misc")
          || flag.startsWith("-Dsun.misc")
          || flag.startsWith("-Dio.netty")) {
        command.add(flag);
      }
    }
    command.add("-Xmx192m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(StressWorker.class.getName());
    command.addAll(List.of(arguments));
    File file = output.toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file).start();
  }

  private static Outcome count(LocalTableStore store, Table table) {
    Map<String, Long> commits = new TreeMap<>();
    Map<Long, Long> expectedMerge = new TreeMap<>();
    long merges = 0;
    List<HistoryEntry> history = table.history(Integer.MAX_VALUE);
    for (int i = history.size() - 1; i >= 0; i--) {
      HistoryEntry entry = history.get(i);
      commits.merge(entry.operation(), 1L, Long::sum);
      if (entry.operation().equals("MERGE")) {
        long from = Long.parseLong(entry.metadata().getOrDefault("from", "0"));
        long round = merges++;
        for (int k = 0; k < StressWorker.MERGED; k++) {
          expectedMerge.put(from + k, round);
        }
      }
    }
    long lost = 0;
    long doubled = 0;
    long rows = 0;
    for (String writer : List.of("append-1", "append-2")) {
      long expected = table.transaction("stress/" + writer).orElse(0) * StressWorker.APPENDED;
      ColumnBatch found =
          query(
              store,
              "select count(*) as n, count(distinct id) as ids, coalesce(max(id), -1) as top from"
                  + " bronze.stress where writer = '"
                  + writer
                  + "'");
      long n = found.longs("n")[0];
      long ids = found.longs("ids")[0];
      rows += n;
      doubled += n - ids;
      lost += Math.max(expected, found.longs("top")[0] + 1) - ids;
    }
    ColumnBatch merged =
        query(store, "select id, merged from bronze.stress where writer = '" + MERGER + "'");
    Map<Long, Long> seen = new TreeMap<>();
    long wrong = 0;
    for (int i = 0; i < merged.rows(); i++) {
      long id = merged.longs("id")[i];
      if (seen.put(id, merged.longs("merged")[i]) != null) {
        doubled++;
      }
    }
    rows += merged.rows();
    for (Map.Entry<Long, Long> entry : expectedMerge.entrySet()) {
      Long value = seen.get(entry.getKey());
      lost += value == null ? 1 : 0;
      wrong += value != null && !value.equals(entry.getValue()) ? 1 : 0;
    }
    return new Outcome(commits, rows, lost, doubled, wrong);
  }

  private static ColumnBatch query(LocalTableStore store, String sql) {
    return store.sql(sql, Reading.latest()).readAll();
  }
}
