package dev.tidemark.transform.unify;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.BatchReader;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.bars.Months;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.progress.LabelRanges.Range;
import dev.tidemark.transform.progress.SeriesKey;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads the bars of one series in the order of label and known time. */
public final class SeriesScans {
  private SeriesScans() {}

  /** All labels. */
  public static final Range EVERYTHING = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Rows of a bronze bar table. */
  static RowStream bronze(Snapshot table, SeriesKey series, Range range, Names names) {
    return stream(
        table,
        Predicate.and(
            Predicate.eq("instrument", series.instrument()),
            labels(range),
            partitions(series.timeframe(), range)),
        BatchReader.bronze(names));
  }

  /** Rows of the unified table. */
  static RowStream unified(Snapshot table, SeriesKey series, Range range, Names names) {
    return stream(table, unifiedRows(series, range), BatchReader.unified(names));
  }

  /** What a fold needs of the unified table's rows. */
  public static RowStream folded(Snapshot table, SeriesKey series, Range range, Names names) {
    return stream(table, unifiedRows(series, range), BatchReader.folded(names));
  }

  /** Which rows of the unified table belong to a series and have a label in the range. */
  public static Predicate unifiedRows(SeriesKey series, Range range) {
    return Predicate.and(
        Predicate.eq("instrument", series.instrument()),
        Predicate.eq("timeframe", series.timeframe().code()),
        labels(range),
        months(range));
  }

  /** All rows of a stream. */
  public static BarRows readAll(RowStream stream) {
    try (stream) {
      BarRows all = new BarRows();
      for (BarRows block = stream.next(); block != null; block = stream.next()) {
        all.addAll(block);
      }
      return all;
    }
  }

  private static RowStream stream(Snapshot table, Predicate where, BatchReader reader) {
    Scan scan =
        table.scan(
            ScanRequest.all()
                .select(reader.columns())
                .where(where)
                .orderBy("event_time", "known_time"));
    BarRows block = new BarRows();
    return new RowStream() {
      @Override
      public @Nullable BarRows next() {
        ColumnBatch batch = scan.next();
        if (batch == null) {
          return null;
        }
        block.clear();
        reader.read(batch, block);
        return block;
      }

      @Override
      public void close() {
        scan.close();
      }
    };
  }

  private static Predicate labels(Range range) {
    return range.equals(EVERYTHING)
        ? Predicate.all()
        : Predicate.between(
            "event_time", Instants.ofMicros(range.from()), Instants.ofMicros(range.to()));
  }

  private static Predicate months(Range range) {
    return range.equals(EVERYTHING)
        ? Predicate.all()
        : Predicate.between(
            "event_month", Months.firstDay(range.from()), Months.firstDay(range.to()));
  }

  private static Predicate partitions(Timeframe timeframe, Range range) {
    if (timeframe.seconds() < Timeframe.H1.seconds()) {
      return months(range);
    }
    return range.equals(EVERYTHING)
        ? Predicate.all()
        : Predicate.between("event_year", year(range.from()), year(range.to()));
  }

  private static LocalDate year(long micros) {
    return Months.firstDay(micros).withDayOfYear(1);
  }

  /** Which rows of a block to keep. */
  @FunctionalInterface
  interface RowFilter {
    boolean keep(BarRows rows, int row);
  }

  static RowStream filtered(RowStream stream, RowFilter filter) {
    BarRows kept = new BarRows();
    return new RowStream() {
      @Override
      public @Nullable BarRows next() {
        BarRows block = stream.next();
        if (block == null) {
          return null;
        }
        kept.clear();
        for (int row = 0; row < block.size(); row++) {
          if (filter.keep(block, row)) {
            kept.addCopy(block, row);
          }
        }
        return kept;
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }
}
