package dev.tidemark.server.jobs;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Migrations;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Prints how fast the embedded server starts, and how many empty jobs a worker does. */
public final class QueueThroughput {
  private QueueThroughput() {}

  public static void main(String[] arguments) throws Exception {
    int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    EmbeddedOptions options =
        EmbeddedOptions.of(Files.createTempDirectory(Path.of("/tmp"), "queue"), () -> "secret");
    start("first start, unpacking and initialising", options).close();
    start("restart", options).close();
    try (EmbeddedPostgres postgres = start("restart", options)) {
      start("joining a running server", options).close();
      measure(postgres.database(), jobs, threads);
    }
  }

  private static EmbeddedPostgres start(String what, EmbeddedOptions options) {
    long began = System.nanoTime();
    EmbeddedPostgres postgres = EmbeddedPostgres.start(options);
    print("%-40s %8.2f s", what, seconds(began));
    return postgres;
  }

  private static void measure(Database database, int jobs, int threads) throws Exception {
    Migrations.run(database, "db/server");
    JobQueue queue = new JobQueue(Retries.standard(() -> 0.5));
    try (var pool = database.pool(DatabaseRole.WORKER, threads + 4)) {
      Transactions transactions = new Transactions(pool);
      long began = System.nanoTime();
      for (int i = 0; i < jobs; i++) {
        NewJob job = NewJob.of("t" + i % 10, "j" + i, "empty", "{}");
        transactions.run(connection -> queue.enqueue(connection, job));
      }
      print("%-40s %8.0f /s", "enqueued, a transaction each", jobs / seconds(began));
      CountDownLatch done = new CountDownLatch(jobs);
      JobHandler handler =
          new JobHandler() {
            @Override
            public String kind() {
              return "empty";
            }

            @Override
            public JobCompletion run(Job job, JobContext context) {
              return connection -> done.countDown();
            }
          };
      Worker worker =
          new Worker(
              WorkerOptions.standard("w", "here", 1, threads),
              queue,
              List.of(handler),
              pool,
              database.dataSource(DatabaseRole.WORKER),
              new JobCounters(),
              System::nanoTime);
      began = System.nanoTime();
      worker.start();
      done.await();
      print("%-40s %8.0f /s", "done by " + threads + " threads, fsync each", jobs / seconds(began));
      worker.close();
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
