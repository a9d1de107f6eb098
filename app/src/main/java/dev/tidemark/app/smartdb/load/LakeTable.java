package dev.tidemark.app.smartdb.load;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.catalog.Tables;
import java.time.LocalDate;

/** The bronze tables that are loaded, and how they are cut into parts. */
enum LakeTable {
  TRADES(Tables.RAW_TRADES),
  QUOTES(Tables.RAW_QUOTES),
  BARS(Tables.bars(Timeframe.M1));

  private final TableSpec spec;

  LakeTable(TableSpec spec) {
    this.spec = spec;
  }

  TableSpec spec() {
    return spec;
  }

  /** A part is what one value of this column holds of a series: a day of ticks, a month of bars. */
  String partition() {
    return spec.partitionBy().getFirst();
  }

  /** First day after a part. */
  LocalDate end(LocalDate part) {
    return this == BARS ? part.plusMonths(1) : part.plusDays(1);
  }
}
