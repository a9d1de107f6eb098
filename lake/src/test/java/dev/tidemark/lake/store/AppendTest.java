package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.Vector;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendTest {
  private static final CommitRequest LOAD = CommitRequest.of("LOAD");

  @TempDir Path root;
  private LakeFixture lake;
  private Table ticks;

  @BeforeEach
  void open() {
    lake = new LakeFixture(root);
    ticks = lake.ticks();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void everyKindComesBackAsItWasWritten() {
    ColumnBatch written = Ticks.rows(0, 1000);
    Commit commit = ticks.append(BatchSource.of(written), LOAD);

    ColumnBatch read = ticks.latest().scan(ScanRequest.all().orderBy("seq")).readAll();
    assertThat(commit.version()).isEqualTo(1);
    assertThat(commit.rows()).isEqualTo(1000);
    assertThat(read.rows()).isEqualTo(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(read.row(i)).isEqualTo(written.row(i));
    }
  }

  @Test
  void constantsOfEveryKindComeBack() {
    ColumnBatch rows =
        ColumnBatch.of(Ticks.SCHEMA, 3)
            .constant("instrument", "SPY")
            .constant("event_time", Ticks.START)
            .constant("known_time", Ticks.START)
            .with("seq", new Vector.Longs(new long[] {1, 2, 3, 99}))
            .constant("version", 7)
            .constant("price", new BigDecimal("-1.5"))
            .constant("size", new BigDecimal("12345678901234567890.12345678"))
            .constant("signal", null)
            .constant("side", null)
            .constant("is_mock", true)
            .constant("event_date", Ticks.eventDate(0))
            .build();
    ticks.append(BatchSource.of(rows), LOAD);

    List<Map<String, Object>> read = ticks.latest().scan(ScanRequest.all().orderBy("seq")).rows();
    assertThat(read).hasSize(3);
    assertThat(read.get(2))
        .containsEntry("seq", 3L)
        .containsEntry("version", 7)
        .containsEntry("instrument", "SPY")
        .containsEntry("price", new BigDecimal("-1.50000000"))
        .containsEntry("size", new BigDecimal("12345678901234567890.12345678"))
        .containsEntry("signal", null)
        .containsEntry("side", null)
        .containsEntry("is_mock", true)
        .containsEntry("event_date", Ticks.eventDate(0))
        .containsEntry("event_time", Ticks.START);
  }

  @Test
  void numbersThatAreNotFiniteComeBack() {
    double[] signals = {
      Double.NEGATIVE_INFINITY, -1, Double.POSITIVE_INFINITY, Double.NaN, Double.MAX_VALUE
    };
    for (int i = 0; i < signals.length; i++) {
      ticks.append(
          BatchSource.of(
              ColumnBatch.of(Ticks.SCHEMA, 2)
                  .constant("instrument", "SPY")
                  .constant("event_time", Ticks.START)
                  .constant("known_time", Ticks.START)
                  .with("seq", new Vector.Longs(new long[] {2 * i, 2 * i + 1}))
                  .constant("version", 1)
                  .constant("price", BigDecimal.ONE)
                  .constant("size", BigDecimal.ONE)
                  .with("signal", new Vector.Doubles(new double[] {signals[i], 0.5}))
                  .constant("is_mock", true)
                  .constant("event_date", Ticks.eventDate(0))
                  .build()),
          LOAD);
    }

    Snapshot latest = ticks.latest();
    ColumnBatch read =
        latest.scan(ScanRequest.columns("signal", "seq").orderBy("seq").limit(99)).readAll();
    for (int i = 0; i < signals.length; i++) {
      assertThat(read.value("signal", 2 * i)).isEqualTo(signals[i]);
    }
    assertThat(latest.scan(ScanRequest.all().where(Predicate.gt("signal", 1e300))).count())
        .isGreaterThanOrEqualTo(2);
    assertThat(latest.scan(ScanRequest.all().where(Predicate.lt("signal", -1e300))).count())
        .isEqualTo(1);
  }

  @Test
  void aReplayedTransactionIsSkipped() {
    CommitRequest request =
        LOAD.with(Txn.newer("ingest/a", 100)).with(Txn.set("ingest/a#hash", 77));
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), request);
    Commit again = ticks.append(BatchSource.of(Ticks.rows(0, 10)), request);

    assertThat(again.skipped()).isTrue();
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 10));
    assertThat(ticks.transaction("ingest/a")).hasValue(100);
    assertThat(ticks.transaction("ingest/b")).isEmpty();
    assertThat(ticks.transactions("ingest/"))
        .containsExactly(Map.entry("ingest/a", 100L), Map.entry("ingest/a#hash", 77L));
  }

  @Test
  void oneStaleTransactionAmongSeveralSkipsAll() {
    ticks.append(BatchSource.of(Ticks.rows(0, 5)), LOAD.with(Txn.newer("a", 5)));
    Commit commit =
        ticks.append(
            BatchSource.of(Ticks.rows(5, 5)), LOAD.with(Txn.newer("b", 1)).with(Txn.newer("a", 5)));

    assertThat(commit.skipped()).isTrue();
    assertThat(ticks.transaction("b")).isEmpty();
    assertThat(LakeFixture.seqs(ticks)).hasSize(5);
  }

  @Test
  void aWriterThatBuildsOnAnotherValueIsRefused() {
    ticks.append(BatchSource.of(Ticks.rows(0, 5)), LOAD.with(Txn.after("a", -1, 5)));
    assertThatThrownBy(
            () -> ticks.append(BatchSource.of(Ticks.rows(5, 5)), LOAD.with(Txn.after("a", 3, 10))))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("Another writer was first")
        .hasMessageContaining("expected=3, stored=5");
    ticks.append(BatchSource.of(Ticks.rows(5, 5)), LOAD.with(Txn.after("a", 5, 10)));
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 10));
  }

  @Test
  void anUnsetNumberMayShrink() {
    ticks.append(BatchSource.of(), LOAD.with(Txn.set("hash", 9)));
    ticks.append(BatchSource.of(), LOAD.with(Txn.set("hash", 4)));
    assertThat(ticks.transaction("hash")).hasValue(4);
    assertThat(ticks.latest().files()).isZero();
  }

  @Test
  void nothingToAppendIsNoVersion() {
    Commit commit = ticks.append(BatchSource.of(), LOAD);
    assertThat(commit.skipped()).isTrue();
    assertThat(ticks.latest().version()).isZero();
  }

  @Test
  void aPartitionGetsOneFilePerCommit() {
    ticks.append(BatchSource.of(Ticks.rows(0, 3000)), LOAD);
    Snapshot snapshot = ticks.latest();
    long days = Ticks.eventDate(2999).toEpochDay() - Ticks.eventDate(0).toEpochDay() + 1;
    assertThat(snapshot.files()).isEqualTo(days);
    assertThat(snapshot.rows()).isEqualTo(3000);
  }

  @Test
  void scansLeaveOutFilesThatCannotMatch() {
    ticks.append(BatchSource.of(Ticks.rows(0, 3000)), LOAD);
    try (var scan =
        ticks
            .latest()
            .scan(ScanRequest.all().where(Predicate.eq("event_date", Ticks.eventDate(500))))) {
      assertThat(scan.plan().filesRead()).isEqualTo(1);
      assertThat(scan.count()).isPositive();
    }
    try (var scan = ticks.latest().scan(ScanRequest.all().where(Predicate.eq("seq", 500)))) {
      assertThat(scan.plan().filesRead()).isEqualTo(1);
      assertThat(scan.count()).isEqualTo(1);
    }
  }

  @Test
  void aSecondStoreSeesTheSameTable() {
    ticks.append(BatchSource.of(Ticks.rows(0, 50)), LOAD);
    try (LakeFixture other = new LakeFixture(root)) {
      Table same = other.store.open(TableName.parse("bronze.ticks"));
      assertThat(LakeFixture.seqs(same)).isEqualTo(Ticks.seqs(0, 50));
      assertThat(same.spec()).isEqualTo(ticks.spec());
      same.append(BatchSource.of(Ticks.rows(50, 50)), LOAD);
    }
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 100));
    assertThat(lake.store.list()).containsExactly(TableName.parse("bronze.ticks"));
  }

  @Test
  void sqlRunsOverSnapshots() {
    ticks.append(BatchSource.of(Ticks.rows(0, 90)), LOAD);
    List<Map<String, Object>> rows =
        lake.store
            .sql(
                "select instrument, count(*) as n, sum(size) as total from bronze.ticks"
                    + " group by instrument order by instrument desc",
                Reading.latest())
            .rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst()).containsEntry("instrument", "SPY").containsEntry("n", 30L);
  }

  @Test
  void sqlRefusesAnythingButOneSelect() {
    for (String sql :
        List.of(
            "copy bronze.ticks to 'x.csv'",
            "select 1; select 2",
            "drop table x",
            "select * from nowhere.nothing")) {
      assertThatThrownBy(() -> lake.store.sql(sql, Reading.latest()).rows())
          .as(sql)
          .isInstanceOf(TidemarkException.class);
    }
  }

  @Test
  void sqlReachesNoFileOutsideTheLake() throws Exception {
    ticks.append(BatchSource.of(Ticks.rows(0, 90)), LOAD);
    Path secret =
        Files.writeString(root.resolveSibling(root.getFileName() + "-secret.csv"), "a\n1\n");
    for (String sql :
        List.of(
            "select * from read_csv('" + secret + "')",
            "select * from '" + secret + "'",
            "select * from read_text('" + secret + "')",
            "select * from glob('" + root.getParent() + "/*')",
            "select t.*, (select count(*) from read_csv('" + secret + "')) from bronze.ticks t")) {
      assertThatThrownBy(() -> lake.store.sql(sql, Reading.latest()).rows())
          .as(sql)
          .isInstanceOfSatisfying(
              TidemarkException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                assertThat(e.why()).containsIgnoringCase("permission");
              });
    }
    Files.delete(secret);
    assertThat(lake.store.sql("select * from bronze.ticks", Reading.latest()).rows()).hasSize(90);
  }

  @Test
  void aSourceThatFailsLeavesNothing() throws Exception {
    BatchSource failing =
        new BatchSource() {
          private int calls;

          @Override
          public ColumnBatch next() {
            if (calls++ < 3) {
              return Ticks.rows(calls * 1000, 1000);
            }
            throw new IllegalArgumentException("line 4711 is damaged");
          }
        };
    assertThatThrownBy(() -> ticks.append(failing, LOAD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 4711 is damaged");
    assertThat(ticks.latest().version()).isZero();
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 10));
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(p -> p.toString().endsWith(".tmp"))).isEmpty();
    }
  }
}
