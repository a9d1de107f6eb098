package dev.tidemark.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.read.FeatureReader;
import dev.tidemark.smartdb.read.Question;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Snapshots of all features over what the load has written: one at a time, and ten thousand. */
final class SmartDbSnapshotBenchmark {
  private static final int SINGLE = 2_000;
  private static final int MANY = 10_000;
  private static final long SEED = 17;

  private SmartDbSnapshotBenchmark() {}

  static void run(Database database, Report report) throws Exception {
    try (HikariDataSource pool = database.pool(DatabaseRole.READER, 1)) {
      FeatureReader reader = new FeatureReader(pool);
      Instant[] span = span(database);
      Random random = new Random(SEED);
      report.title("Snapshots of all features between " + span[0] + " and " + span[1]);
      questions(random, span, SINGLE / 10).forEach(reader::snapshot);
      double[] millis = new double[SINGLE];
      List<Question> single = questions(random, span, SINGLE);
      report.line(
          Meter.once(
              "one symbol at a time",
              () -> {
                for (int i = 0; i < SINGLE; i++) {
                  long start = System.nanoTime();
                  reader.snapshot(single.get(i));
                  millis[i] = (System.nanoTime() - start) / 1e6;
                }
                return SINGLE;
              }));
      Arrays.sort(millis);
      report.note(
          String.format(
              Locale.ROOT,
              "p50 %.2f ms, p99 %.2f ms",
              millis[SINGLE / 2],
              millis[SINGLE * 99 / 100]));
      for (int round = 1; round <= 3; round++) {
        List<Question> many = questions(random, span, MANY);
        report.line(
            Meter.once(
                "10,000 questions in one call, round " + round,
                () -> reader.snapshots(many).size()));
      }
    }
  }

  private static List<Question> questions(Random random, Instant[] span, int count) {
    long millis = Duration.between(span[0], span[1]).toMillis();
    List<Question> questions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      questions.add(
          Question.at(
              "B" + random.nextInt(TradeTape.SYMBOLS) + "@bench",
              span[0].plusMillis(random.nextLong(millis))));
    }
    return questions;
  }

  private static Instant[] span(Database database) throws SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      // As after the first run of autovacuum.
      statement.execute("ANALYZE md.bar_1m, md.trade");
      try (ResultSet row =
          statement.executeQuery("SELECT min(ts) AS first, max(t_close) AS last FROM md.bar_1m")) {
        row.next();
        return new Instant[] {
          row.getObject("first", OffsetDateTime.class).toInstant(),
          row.getObject("last", OffsetDateTime.class).toInstant()
        };
      }
    }
  }
}
