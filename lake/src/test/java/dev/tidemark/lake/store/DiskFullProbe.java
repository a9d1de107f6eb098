package dev.tidemark.lake.store;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Table;
import java.nio.file.Path;
import java.time.InstantSource;

/** Appends until the disk is full, then says what the error was and what is stored. */
final class DiskFullProbe {
  private static final int ROWS = 4_000;

  private DiskFullProbe() {}

  public static void main(String[] args) {
    Path root = Path.of(args[0]);
    LakeOptions options =
        LakeOptions.of(root, InstantSource.system()).withMemoryBytes(256L << 20).withThreads(1);
    try (LocalTableStore store = LocalTableStore.open(options)) {
      Table table = store.create(Ticks.SPEC.withPartitionBy());
      int commits = 0;
      try {
        while (commits < 1_000) {
          table.append(BatchSource.of(Ticks.rows(commits * ROWS, ROWS)), CommitRequest.of("LOAD"));
          commits++;
        }
      } catch (TidemarkException e) {
        System.out.println("code=" + e.code() + " message=" + e.getMessage());
      }
      long[] seqs = LakeFixture.seqs(table);
      boolean whole = java.util.Arrays.equals(seqs, Ticks.seqs(0, commits * ROWS));
      System.out.println("committed=" + (commits > 0) + " whole=" + whole);
    }
  }
}
