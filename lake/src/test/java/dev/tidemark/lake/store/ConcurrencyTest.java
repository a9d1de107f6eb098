package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.stress.TableStress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that race: threads of one store, stores of one process, processes. */
class ConcurrencyTest {
  private static final CommitRequest LOAD = CommitRequest.of("LOAD");
  private static final List<String> KEY = List.of("instrument", "event_time");

  @TempDir Path root;

  @Test
  void threadsOfTwoStoresLoseNothing() throws Exception {
    try (LakeFixture one = new LakeFixture(root);
        LakeFixture two = new LakeFixture(root);
        ExecutorService pool = Executors.newFixedThreadPool(4)) {
      Table a = one.ticks();
      Table b = two.ticks();
      List<Callable<Commit>> work = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int from = i * 20;
        Table table = i % 2 == 0 ? a : b;
        work.add(() -> table.append(BatchSource.of(Ticks.rows(from, 20)), LOAD));
        work.add(() -> table.optimize(OptimizeRequest.all()));
        work.add(
            () ->
                table.merge(
                    BatchSource.of(Ticks.rows(1000 + from / 2, 20)), KEY, MergeMode.UPSERT, LOAD));
      }
      for (Future<Commit> done : pool.invokeAll(work)) {
        done.get();
      }
      long[] seqs = LakeFixture.seqs(a);
      assertThat(seqs).doesNotHaveDuplicates().hasSize(200 + 110);
      assertThat(LakeFixture.seqs(b)).isEqualTo(seqs);
    }
  }

  @Test
  void ofTheSameTransactionOneWins() throws Exception {
    try (LakeFixture one = new LakeFixture(root);
        LakeFixture two = new LakeFixture(root);
        ExecutorService pool = Executors.newFixedThreadPool(4)) {
      Table a = one.ticks();
      Table b = two.ticks();
      List<Callable<Commit>> work = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Table table = i % 2 == 0 ? a : b;
        work.add(
            () -> table.append(BatchSource.of(Ticks.rows(0, 20)), LOAD.with(Txn.newer("x", 1))));
      }
      int written = 0;
      for (Future<Commit> done : pool.invokeAll(work)) {
        written += done.get().skipped() ? 0 : 1;
      }
      assertThat(written).isEqualTo(1);
      assertThat(LakeFixture.seqs(a)).isEqualTo(Ticks.seqs(0, 20));
    }
  }

  @Test
  void fourProcessesLoseAndDoubleNothing() throws Exception {
    TableStress.Outcome outcome = TableStress.run(root, 4, 7);
    assertThat(outcome.clean()).as("%s", outcome).isTrue();
    assertThat(outcome.commits()).containsKeys("APPEND", "MERGE");
  }
}
