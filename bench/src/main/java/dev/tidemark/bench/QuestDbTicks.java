package dev.tidemark.bench;

import io.questdb.cairo.CairoConfiguration;
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.CommitMode;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableToken;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.cairo.wal.ApplyWal2TableJob;
import io.questdb.cairo.wal.WalWriter;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ingest peer: an embedded QuestDB with fsynced commits and deduplication by trade. */
final class QuestDbTicks implements AutoCloseable {

  private final CairoEngine engine;
  private final SqlExecutionContextImpl context;

  QuestDbTicks(Path root) throws SqlException, IOException {
    silenceLog(root);
    CairoConfiguration configuration =
        new DefaultCairoConfiguration(Files.createDirectories(root.resolve("db")).toString()) {
          @Override
          public int getCommitMode() {
            return CommitMode.SYNC;
          }
        };
    engine = new CairoEngine(configuration);
    context =
        new SqlExecutionContextImpl(engine, 1)
            .with(
                configuration.getFactoryProvider().getSecurityContextFactory().getRootContext(),
                null);
    engine.execute(
        "create table trades (ts timestamp, symbol symbol, trade_id long, price long, size long,"
            + " side symbol) timestamp(ts) partition by day wal"
            + " dedup upsert keys(ts, symbol, trade_id)",
        context);
  }

  /**
   * QuestDB reads its log configuration from a file named by a property, before its first class
   * loads.
   */
  static void silenceLog(Path root) throws IOException {
    Path conf = Files.createDirectories(root).resolve("log.conf");
    Files.writeString(conf, "writers=\n");
    System.setProperty("out", conf.toString());
  }

  /**
   * Appends, commits every {@code batch} chunks, applies the log; returns the rows a query sees.
   */
  long ingest(String symbol, TickStream ticks, int batch) throws SqlException {
    TableToken table = engine.verifyTableName("trades");
    try (WalWriter writer = engine.getWalWriter(table)) {
      int chunks = 0;
      for (int n = ticks.fill(); n > 0; n = ticks.fill()) {
        for (int i = 0; i < n; i++) {
          TableWriter.Row row = writer.newRow(ticks.nanos[i] / 1_000);
          row.putSym(1, symbol);
          row.putLong(2, ticks.ids[i]);
          row.putLong(3, ticks.prices[i]);
          row.putLong(4, ticks.sizes[i]);
          row.putSym(5, "BUY");
          row.append();
        }
        if (++chunks % batch == 0) {
          writer.commit();
        }
      }
      writer.commit();
    }
    try (ApplyWal2TableJob apply = new ApplyWal2TableJob(engine, 0)) {
      boolean more = true;
      while (more) {
        more = apply.run(0);
      }
    }
    try (RecordCursorFactory query = engine.select("select count() from trades", context);
        RecordCursor cursor = query.getCursor(context)) {
      return cursor.hasNext() ? cursor.getRecord().getLong(0) : 0;
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
