package dev.tidemark.transform.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.transform.SilverBuild;
import dev.tidemark.transform.SilverConfig;
import java.time.Instant;
import java.time.InstantSource;

/** Builds silver for tests and compares it. */
public final class Silver {
  /** Checkpoints close together, so that short series have several. */
  public static final SilverConfig CONFIG =
      SilverConfig.DEFAULTS.withProviders(RandomMarket.RANKED).withCheckpointBars(32);

  private Silver() {}

  public static SilverBuild build(TableStore store) {
    return new SilverBuild(store, CONFIG, InstantSource.fixed(Instant.EPOCH));
  }

  /** Every bit of every row of the three tables, in logical order. */
  public static void assertSame(TableStore actual, TableStore expected) {
    for (TableSpec table : SilverRows.TABLES) {
      assertThat(SilverRows.of(actual, table))
          .as(table.name().toString())
          .isEqualTo(SilverRows.of(expected, table));
    }
  }

  /** The tables' rows in the order in which they were written. */
  static void assertSameOrder(TableSpec table, TableStore actual, TableStore expected) {
    assertThat(actual.open(table.name()).latest().scan(ScanRequest.all()).rows())
        .isEqualTo(expected.open(table.name()).latest().scan(ScanRequest.all()).rows());
  }

  public static void assertSameOrder(TableStore actual, TableStore expected) {
    SilverRows.TABLES.forEach(table -> assertSameOrder(table, actual, expected));
  }
}
