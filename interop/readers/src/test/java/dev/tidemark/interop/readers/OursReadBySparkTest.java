package dev.tidemark.interop.readers;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever our lake did to a table, Spark reads the rows we read, in every version. */
@ExtendWith(Parties.Extension.class)
class OursReadBySparkTest {
  private final OurLake lake;
  private final SparkSide spark;

  OursReadBySparkTest(Parties parties) {
    lake = parties.lake;
    spark = parties.spark;
  }

  @ParameterizedTest
  @EnumSource
  void everyVersionHasTheSameRows(Story story) {
    String table = story.table(lake);
    long latest = lake.version(table);
    for (long version = 0; version <= latest; version++) {
      assertThat(spark.digest(lake.path(table), version))
          .as("%s, version %d", story, version)
          .isEqualTo(lake.digest(table, version));
    }
  }

  @Test
  void statisticsHideNoRow() {
    Path table = lake.path(Story.EVERY_KIND_BY_DATE.table(lake));
    Dataset<Row> rows = spark.sql(table, "SELECT * FROM %s");
    List<String> columns = List.of("event_time", "wide", "price", "notional", "side", "seen");
    Row ends =
        rows.selectExpr(
                columns.stream()
                    .flatMap(c -> Stream.of("max(" + c + ")", "min(" + c + ")"))
                    .toArray(String[]::new))
            .head();
    for (int i = 0; i < columns.size(); i++) {
      Column column = col(columns.get(i));
      assertThat(rows.filter(column.geq(lit(ends.get(2 * i)))).limit(1).count())
          .as("a row with the largest %s", columns.get(i))
          .isEqualTo(1);
      assertThat(rows.filter(column.leq(lit(ends.get(2 * i + 1)))).limit(1).count())
          .as("a row with the smallest %s", columns.get(i))
          .isEqualTo(1);
    }
    assertThat(spark.count(table, "isnan(signal)")).isPositive();
    assertThat(spark.count(table, "signal = double('Infinity')")).isPositive();
  }

  @Test
  void partitionsAndStatisticsSkipFiles() {
    Path byDate = lake.path(Story.EVERY_KIND_BY_DATE.table(lake));
    assertThat(spark.filesRead(byDate, "event_date = DATE'2024-02-29'"))
        .isPositive()
        .isLessThan(spark.filesRead(byDate, "true"));
    Path plain = lake.path(Story.UNPARTITIONED.table(lake));
    assertThat(spark.filesRead(plain, "true")).isEqualTo(2);
    assertThat(spark.filesRead(plain, "seq = 7")).isEqualTo(1);
    assertThat(spark.filesRead(plain, "event_time > TIMESTAMP'2030-01-01 00:00:00Z'")).isZero();
  }

  @Test
  void historyIsShown() {
    Path table = lake.path(Story.CHECKPOINTED.table(lake));
    List<Row> history =
        spark.sql(table, "DESCRIBE HISTORY %s").select("version", "operation").collectAsList();
    assertThat(history).hasSize(13);
    assertThat(history).extracting(row -> row.getString(1)).contains("CREATE TABLE", "merge");
  }
}
