package dev.tidemark.interop.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.interop.readers.OurLake.Refused;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tables Spark made: our lake reads exactly the rows Spark reads, in every version, or refuses the
 * table and says what it would have ignored.
 */
@ExtendWith(Parties.Extension.class)
class SparkTablesReadHereTest {
  private static final String COLUMNS =
      "(id BIGINT, name STRING, price DECIMAL(18,8), size DECIMAL(28,8), signal DOUBLE,"
          + " live BOOLEAN, at TIMESTAMP, day DATE) USING delta ";

  private final OurLake lake;
  private final SparkSide spark;
  private String table = "";
  private Path path = Path.of("");

  SparkTablesReadHereTest(Parties parties) {
    lake = parties.lake;
    spark = parties.spark;
  }

  @BeforeEach
  void name(TestInfo test) {
    String method = test.getTestMethod().orElseThrow().getName();
    table = "spark." + method.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    path = lake.path(table);
  }

  private void run(String... statements) {
    for (String statement : statements) {
      spark.sql(path, statement);
    }
  }

  private void create(String clauses) {
    run("CREATE TABLE %s " + COLUMNS + clauses);
  }

  /** Adds rows; their values depend on their numbers. */
  private void insert(int from, int to) {
    run(
        "INSERT INTO %s SELECT id, if(id % 7 = 0, null, concat('n ', id % 3)),"
            + " CAST(id AS DECIMAL(18,8)) / 8, CAST(-id AS DECIMAL(28,8)) / 3,"
            + " if(id % 10 = 0, double('NaN'), id / 3D), if(id % 5 = 0, null, id % 2 = 0),"
            + " timestamp_micros(1709200000000000 + id * 1000000001),"
            + " date_add(DATE'2024-02-28', CAST(id % 3 AS INT)) FROM range("
            + from
            + ", "
            + to
            + ")");
  }

  private void everyVersionIsReadAlike() {
    long latest = lake.version(table);
    assertThat(lake.digest(table)).isEqualTo(spark.digest(path));
    for (long version = 0; version <= latest; version++) {
      assertThat(lake.digest(table, version))
          .as("version %d", version)
          .isEqualTo(spark.digest(path, version));
    }
  }

  private void isRefused(String... reasons) {
    assertThatThrownBy(() -> lake.digest(table))
        .isInstanceOf(Refused.class)
        .hasMessageContainingAll(reasons)
        .extracting(e -> ((Refused) e).code())
        .isEqualTo("UNSUPPORTED");
  }

  private void changeIsRefused(String reason, String... words) {
    long before = lake.version(table);
    assertThatThrownBy(() -> lake.run(words))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(reason)
        .extracting(e -> ((Refused) e).code())
        .isEqualTo("UNSUPPORTED");
    assertThat(lake.version(table)).isEqualTo(before);
  }

  @Test
  void plainTableChangedByStatements() {
    create("PARTITIONED BY (day)");
    insert(0, 60);
    insert(60, 90);
    run(
        "UPDATE %s SET price = price + 1 WHERE id % 4 = 0",
        "MERGE INTO %s t USING (SELECT id + 80 AS id FROM range(20)) s ON t.id = s.id"
            + " WHEN MATCHED AND t.id % 2 = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET name = 'm'"
            + " WHEN NOT MATCHED THEN INSERT (id, name, day) VALUES (s.id, 'new', DATE'2024-03-01')",
        "DELETE FROM %s WHERE id < 5",
        "OPTIMIZE %s",
        "ALTER TABLE %s ADD COLUMN note STRING",
        "INSERT INTO %s (id, note) VALUES (-1, 'no day')",
        "RESTORE TABLE %s TO VERSION AS OF 3");
    everyVersionIsReadAlike();
  }

  @Test
  void deletionVectors() {
    create("TBLPROPERTIES (delta.enableDeletionVectors = true, delta.checkpointInterval = 4)");
    insert(0, 500);
    run(
        "DELETE FROM %s WHERE id % 10 = 3",
        "DELETE FROM %s WHERE id % 10 = 4", "UPDATE %s SET signal = -1 WHERE id % 10 = 5");
    insert(500, 520);
    run("DELETE FROM %s WHERE id >= 510 OR id = 0");
    everyVersionIsReadAlike();
    run("REORG TABLE %s APPLY (PURGE)");
    assertThat(lake.digest(table)).isEqualTo(spark.digest(path));
  }

  @Test
  void conditionsFindTheRowsTheyFindThere() {
    create(
        "PARTITIONED BY (day) TBLPROPERTIES (delta.enableDeletionVectors = true,"
            + " delta.columnMapping.mode = 'name')");
    insert(0, 40);
    insert(40, 90);
    run("DELETE FROM %s WHERE id = 20", "ALTER TABLE %s RENAME COLUMN id TO number");
    foundAlike("number", "GE", ">=", "89", "89");
    foundAlike("number", "EQ", "=", "20", "20");
    foundAlike("name", "GT", ">", "n 1", "'n 1'");
    foundAlike("price", "LE", "<=", "0.125", "0.125");
    foundAlike("size", "LT", "<", "-29.33333333", "-29.33333333");
    foundAlike("signal", "GT", ">", "29.5", "29.5D");
    foundAlike("live", "EQ", "=", "true", "true");
    foundAlike("day", "EQ", "=", "2024-02-29", "DATE'2024-02-29'");
    String last = "2024-03-01T10:30:00.000089Z";
    foundAlike("at", "GE", ">=", last, "TIMESTAMP'" + last + "'");
    foundAlike("at", "GT", ">", last, "TIMESTAMP'" + last + "'");
  }

  private void foundAlike(String column, String op, String sign, String ours, String theirs) {
    assertThat(lake.run("count", table, column, op, ours))
        .as("%s %s %s", column, sign, ours)
        .containsExactly(Long.toString(spark.count(path, column + sign + theirs)));
  }

  @Test
  void columnsRenamedAndDropped() {
    create("PARTITIONED BY (day) TBLPROPERTIES (delta.columnMapping.mode = 'name')");
    insert(0, 40);
    run("ALTER TABLE %s RENAME COLUMN price TO `last price`", "ALTER TABLE %s DROP COLUMN size");
    run("INSERT INTO %s (id, `last price`, day) VALUES (1000, 2.5, DATE'2024-05-05')");
    run("ALTER TABLE %s ADD COLUMN size BIGINT", "ALTER TABLE %s RENAME COLUMN day TO session");
    run("UPDATE %s SET size = id WHERE id > 30");
    everyVersionIsReadAlike();
    changeIsRefused("columnMapping", "delete", table, "3");
  }

  @Test
  void columnsMappedByNumber() {
    create("TBLPROPERTIES (delta.columnMapping.mode = 'id')");
    insert(0, 10);
    isRefused("columnMapping mode id");
  }

  @Test
  void clusteredTable() {
    create("CLUSTER BY (id, day)");
    insert(0, 100);
    insert(100, 200);
    run("OPTIMIZE %s", "ALTER TABLE %s CLUSTER BY (name)");
    everyVersionIsReadAlike();
    changeIsRefused("clustering", "delete", table, "3");
  }

  @Test
  void checkpointsOfTheSecondKind() {
    create("TBLPROPERTIES (delta.checkpointPolicy = 'v2', delta.checkpointInterval = 2)");
    for (int i = 0; i < 5; i++) {
      insert(i * 10, i * 10 + 10);
    }
    run("DELETE FROM %s WHERE id % 3 = 0");
    everyVersionIsReadAlike();
    changeIsRefused("v2Checkpoint", "delete", table, "3");
  }

  @Test
  void typesOursDoNotHave() {
    run(
        "CREATE TABLE %s (tiny TINYINT, small SMALLINT, ratio FLOAT, wall TIMESTAMP_NTZ,"
            + " label VARCHAR(9), at TIMESTAMP) USING delta",
        "INSERT INTO %s VALUES (-128, 32767, 0.1, TIMESTAMP_NTZ'2024-03-10 02:30:00.000001', 'x',"
            + " TIMESTAMP'1850-01-01 00:00:00.000001Z'), (null, null, null, null, null, null)");
    everyVersionIsReadAlike();
  }

  @Test
  void nestedColumns() {
    run("CREATE TABLE %s (id BIGINT, tags ARRAY<STRING>) USING delta");
    isRefused("tags", "array");
  }

  @Test
  void columnsWidened() {
    run(
        "CREATE TABLE %s (id INT) USING delta TBLPROPERTIES (delta.enableTypeWidening = true)",
        "INSERT INTO %s VALUES (1)",
        "ALTER TABLE %s ALTER COLUMN id TYPE BIGINT",
        "INSERT INTO %s VALUES (5000000000)");
    isRefused("typeWidening");
  }

  @Test
  void partitionsOfManyKinds() {
    run(
        "CREATE TABLE %s (id BIGINT, name STRING, n INT, x DOUBLE, yes BOOLEAN, d DATE,"
            + " t TIMESTAMP, p DECIMAL(9,2)) USING delta PARTITIONED BY (name, n, x, yes, d, t, p)",
        "INSERT INTO %s VALUES (1, 'a/b=c %20 é', 7, 0.5, true, DATE'2024-02-29',"
            + " TIMESTAMP'2024-02-29 01:02:03.000004Z', 1.50),"
            + " (2, null, null, null, null, null, null, null),"
            + " (3, '__HIVE_DEFAULT_PARTITION__x', -1, double('Infinity'), false,"
            + " DATE'0001-01-01', TIMESTAMP'1969-12-31 23:59:59Z', -0.01)");
    everyVersionIsReadAlike();
  }

  @Test
  void clonedTable() {
    create("PARTITIONED BY (day)");
    insert(0, 30);
    Path original = path;
    table = "spark.shallow_clone";
    path = lake.path(table);
    run("CREATE TABLE %s SHALLOW CLONE delta.`" + original + "`");
    insert(30, 40);
    everyVersionIsReadAlike();
  }

  @Test
  void promisesWeCannotKeepAreNotBroken() {
    create(
        "TBLPROPERTIES (delta.enableChangeDataFeed = true, delta.enableRowTracking = true,"
            + " delta.enableInCommitTimestamps = true)");
    insert(0, 10);
    run("ALTER TABLE %s ADD CONSTRAINT sane CHECK (id >= 0)", "DELETE FROM %s WHERE id = 2");
    everyVersionIsReadAlike();
    changeIsRefused("checkConstraints", "delete", table, "3");
    changeIsRefused("rowTracking", "delete", table, "3");
    changeIsRefused("changeDataFeed", "delete", table, "3");
  }
}
