package dev.tidemark.interop.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our lake and Spark write to the same table in turns; each sees all rows of both. */
@ExtendWith(Parties.Extension.class)
class SharedTableTest {
  private final OurLake lake;
  private final SparkSide spark;

  SharedTableTest(Parties parties) {
    lake = parties.lake;
    spark = parties.spark;
  }

  private void sameRows(String table, long rows) {
    assertThat(lake.run("rows", table)).containsExactly(Long.toString(rows));
    assertThat(lake.digest(table)).isEqualTo(spark.digest(lake.path(table)));
  }

  @Test
  void writersTakeTurns() {
    String table = "shared.turns";
    Path path = lake.path(table);
    lake.run("create", table, "event_date");
    lake.run("append", table, "0", "60", "0");
    spark.appendAgain(path, 1000);
    sameRows(table, 120);
    lake.run("append", table, "60", "20", "0");
    spark.sql(
        path,
        "MERGE INTO %s t USING (SELECT seq + 10 AS seq FROM %s WHERE seq < 60) s ON t.seq = s.seq"
            + " WHEN MATCHED THEN UPDATE SET side = 'merged', price = t.price * 2");
    sameRows(table, 140);
    lake.run("merge", table, "50", "60", "3");
    sameRows(table, 170);
    spark.sql(path, "DELETE FROM %s WHERE mock");
    long left = spark.count(path, "true");
    sameRows(table, left);
    lake.run("add-column", table, "spread");
    spark.sql(path, "UPDATE %s SET spread = 0.25 WHERE seq % 2 = 0");
    sameRows(table, left);
    lake.run("optimize", table);
    spark.sql(path, "OPTIMIZE %s ZORDER BY (seq)");
    sameRows(table, left);
    for (int i = 0; i < 5; i++) {
      lake.run("append", table, Integer.toString(5000 + i), "1", "0");
    }
    sameRows(table, left + 5);
    lake.run("z-order", table, "seq", "price");
    spark.sql(path, "RESTORE TABLE %s TO VERSION AS OF 1");
    sameRows(table, 60);
    lake.run("delete", table, "10");
    sameRows(table, 50);
    for (long version = 0; version <= lake.version(table); version += 3) {
      assertThat(lake.digest(table, version))
          .as("version %d", version)
          .isEqualTo(spark.digest(path, version));
    }
  }

  @Test
  void progressIsSharedToo() {
    String table = "shared.progress";
    Path path = lake.path(table);
    lake.run("create", table);
    lake.run("append-once", table, "0", "10", "0", "ingest/x", "7");
    long before = lake.version(table);
    spark.appendOnce(path, "ingest/x", 7);
    assertThat(lake.version(table)).as("a replay in Spark's eyes too").isEqualTo(before);
    spark.appendOnce(path, "ingest/x", 8);
    assertThat(lake.run("transaction", table, "ingest/x")).containsExactly("8");
    lake.run("append-once", table, "0", "10", "0", "ingest/x", "8");
    sameRows(table, 20);
  }

  @Test
  void ourChangesRespectDeletionVectors() {
    String table = "shared.vectors";
    Path path = lake.path(table);
    lake.run("create", table, "event_date");
    lake.run("append", table, "0", "200", "0");
    spark.sql(path, "ALTER TABLE %s SET TBLPROPERTIES (delta.enableDeletionVectors = true)");
    spark.sql(path, "DELETE FROM %s WHERE seq % 10 = 3");
    sameRows(table, 180);
    lake.run("append", table, "200", "20", "0");
    spark.sql(path, "DELETE FROM %s WHERE seq % 10 = 4");
    sameRows(table, 178);
    lake.run("merge", table, "0", "20", "9");
    sameRows(table, 182);
    lake.run("delete", table, "5");
    sameRows(table, 177);
    lake.run("optimize", table);
    sameRows(table, 177);
  }
}
