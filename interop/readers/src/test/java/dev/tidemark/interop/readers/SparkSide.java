package dev.tidemark.interop.readers;

import static org.apache.spark.sql.functions.col;

import dev.tidemark.interop.digest.RowDigest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Spark with Delta Lake, in this process. Tables are named by their paths. */
final class SparkSide implements AutoCloseable {
  private final SparkSession session;

  SparkSide(Path scratch) {
    session =
        SparkSession.builder()
            .master("local[2]")
            .appName("interop")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", scratch.toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.databricks.delta.snapshotPartitions", 2)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.adaptive.enabled", false)
            // A few hundred rows: compiling each query would take longer than running it.
            .config("spark.sql.codegen.wholeStage", false)
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", true)
            .getOrCreate();
  }

  /** Runs a statement in which {@code %s} is the table. */
  Dataset<Row> sql(Path table, String statement) {
    return session.sql(statement.replace("%s", name(table)));
  }

  private static String name(Path table) {
    return "delta.`" + table.toAbsolutePath() + "`";
  }

  /** Appends all rows once more, {@code seq} raised. */
  void appendAgain(Path table, int raise) {
    sql(table, "SELECT * FROM %s")
        .withColumn("seq", col("seq").plus(raise))
        .write()
        .format("delta")
        .mode("append")
        .save(table.toString());
  }

  /** As {@link #appendAgain}, unless the table's transaction has that version already. */
  void appendOnce(Path table, String transaction, long version) {
    sql(table, "SELECT * FROM %s")
        .write()
        .format("delta")
        .mode("append")
        .option("txnAppId", transaction)
        .option("txnVersion", version)
        .save(table.toString());
  }

  long count(Path table, String where) {
    return sql(table, "SELECT count(*) FROM %s WHERE " + where).first().getLong(0);
  }

  /** Files Spark would open for the condition. */
  int filesRead(Path table, String where) {
    return sql(table, "SELECT * FROM %s WHERE " + where).inputFiles().length;
  }

  List<String> digest(Path table, long version) {
    return digest(sql(table, "SELECT * FROM %s VERSION AS OF " + version));
  }

  List<String> digest(Path table) {
    return digest(sql(table, "SELECT * FROM %s"));
  }

  private static List<String> digest(Dataset<Row> rows) {
    RowDigest digest = new RowDigest(List.of(rows.columns()));
    for (Iterator<Row> it = rows.toLocalIterator(); it.hasNext(); ) {
      Row row = it.next();
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(value(row.get(i)));
      }
      digest.add(values);
    }
    return digest.lines();
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case Instant t -> ChronoUnit.MICROS.between(Instant.EPOCH, t);
      case LocalDateTime t -> ChronoUnit.MICROS.between(Instant.EPOCH, t.toInstant(ZoneOffset.UTC));
      case Byte n -> n.intValue();
      case Short n -> n.intValue();
      case Float x -> x.doubleValue();
      case null -> null;
      default -> value;
    };
  }

  @Override
  public void close() {
    session.stop();
  }
}
