package dev.tidemark.stream.archive;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.store.LocalTableStore;
import dev.tidemark.stream.event.MarketEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** A log of made-up records, and what a lake has of it. */
final class ArchiveFixture {
  static final long START = Instant.parse("2026-03-02T10:00:00Z").getEpochSecond() * 1_000_000_000L;
  static final int PARTITIONS = 3;
  static final long GRACE = 48 * 3_600_000_000_000L;

  private ArchiveFixture() {}

  /**
   * Record {@code n}: two of three are trades, every tenth trade tells the one before it again, and
   * every fourth quote has no sizes.
   */
  static MarketEvent record(long n) {
    MarketEvent record = new MarketEvent();
    int partition = (int) (n % PARTITIONS);
    boolean trade = (n / PARTITIONS) % 3 != 2;
    long told = trade && (n / PARTITIONS) % 10 == 9 ? n - PARTITIONS : n;
    boolean previousIsTrade = (told / PARTITIONS) % 3 != 2;
    told = previousIsTrade == trade ? told : n;
    record.kind = trade ? MarketEvent.TRADE : MarketEvent.QUOTE;
    record.source = "binance";
    record.instrument = "S" + partition;
    record.assetClass = "CRYPTO";
    record.calendar = "CRYPTO_24X7";
    record.topic = trade ? "market.trades.v1" : "market.quotes.v1";
    record.partition = partition;
    record.offset = n / PARTITIONS;
    record.tsNanos = START + told * 1_000_037L;
    record.knownNanos = record.tsNanos + 1_500;
    record.seq = told;
    if (trade) {
      record.tradeId = "id-" + told;
      record.price = 100_00000000L + told;
      record.size = 1_00000000L + told % 7;
      record.side = (byte) (told % 3);
      record.flags = (byte) (told % 16);
    } else {
      record.bid = 99_00000000L;
      record.ask = 101_00000000L;
      if (told % 4 != 0) {
        record.bidSize = told;
        record.askSize = told + 1;
      }
    }
    return record;
  }

  static boolean isRepeat(long n) {
    MarketEvent record = record(n);
    return record.seq != n;
  }

  /** How many of the first {@code n} records the lake must have. */
  static long distinct(long n) {
    long count = 0;
    for (long i = 0; i < n; i++) {
      count += isRepeat(i) ? 0 : 1;
    }
    return count;
  }

  static ArchiveOptions options(Path lake, String run) {
    return ArchiveOptions.of(lake.toString(), run)
        .withDurable(false)
        .withRowsPerFile(700)
        .withLogIds(Map.of("market.trades.v1", "a", "market.quotes.v1", "b"));
  }

  static Configuration settings(Path directory) {
    Configuration settings = new Configuration();
    settings.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
    settings.setString("execution.checkpointing.interval", "60 ms");
    settings.setString("execution.checkpointing.num-retained", "1000");
    settings.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    settings.setString(
        "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    settings.setString("pipeline.generic-types", "false");
    settings.setString("pipeline.object-reuse", "true");
    settings.setString("rest.address", "127.0.0.1");
    settings.setString("rest.bind-address", "127.0.0.1");
    settings.setString("rest.bind-port", "0");
    settings.setString("security.delegation.tokens.enabled", "false");
    settings.setString("taskmanager.memory.network.min", "16 mb");
    settings.setString("taskmanager.memory.network.max", "16 mb");
    settings.setString("taskmanager.memory.managed.size", "32 mb");
    settings.setString("restart-strategy.type", "fixed-delay");
    settings.setString("restart-strategy.fixed-delay.attempts", "100");
    settings.setString("restart-strategy.fixed-delay.delay", "1 ms");
    return settings;
  }

  /** Rows, and rows that are different, of both tables together. */
  static List<Long> counts(Path lake) {
    if (!Files.exists(lake.resolve("bronze"))) {
      return List.of(0L, 0L);
    }
    try (LocalTableStore store = LocalTableStore.open(LakeOptions.of(lake, () -> Instant.EPOCH))) {
      long rows = 0;
      long different = 0;
      for (String table : List.of("bronze.raw_trades", "bronze.raw_quotes")) {
        if (store.find(TableName.parse(table)).isEmpty()) {
          continue;
        }
        String sql =
            "SELECT count(*) AS n, count(DISTINCT (instrument, source_seq)) AS d FROM " + table;
        ColumnBatch row = store.sql(sql, Reading.latest()).readAll();
        rows += row.longs("n")[0];
        different += row.longs("d")[0];
      }
      return List.of(rows, different);
    }
  }

  static int commits(Path lake, String table) {
    try (LocalTableStore store = LocalTableStore.open(LakeOptions.of(lake, () -> Instant.EPOCH))) {
      return (int)
          store.open(TableName.parse(table)).history(1000).stream()
              .filter(entry -> entry.operation().equals("STREAM"))
              .count();
    }
  }
}
