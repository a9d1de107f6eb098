package dev.tidemark.transform.enrich;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarMaker;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Random unified series with late, corrected and missing bars, and a plain grid of minutes. */
final class SeriesSample {
  private static final int SESSION = 20;

  private SeriesSample() {}

  /** Minutes since the epoch; sessions of twenty; every label ending in 13 is off the grid. */
  static GridPositions grid() {
    return new GridPositions() {
      private int asked;

      @Override
      public long position(long labelMicros) {
        long minute = labelMicros / (60 * BarMaker.SECOND);
        asked = (int) (minute / SESSION);
        return minute % 100 == 13 ? OFF_GRID : minute;
      }

      @Override
      public int session() {
        return asked;
      }
    };
  }

  /** Unified rows by label and known time: at most one row per label and instant. */
  static BarRows series(Random random, int labels) {
    Names names = new Names();
    BarRows out = new BarRows();
    for (int minute = 0; minute < labels; minute++) {
      if (random.nextInt(12) == 0) {
        continue;
      }
      long label = 60L * minute;
      long known = label + 60 + random.nextInt(3);
      int versions = 1 + (random.nextInt(15) == 0 ? 1 + random.nextInt(2) : 0);
      if (random.nextInt(10) == 0) {
        known += random.nextInt(60 * (1 + random.nextInt(40)));
      }
      for (int v = 0; v < versions; v++) {
        BarMaker bar = BarMaker.in(out, names).minute(label).known(known);
        bar.close(1 + random.nextInt(50));
        if (random.nextInt(20) == 0) {
          bar.noPrices();
        }
        known += 1 + random.nextInt(60 * (1 + random.nextInt(30)));
      }
    }
    return out;
  }

  /** One printed line per emitted row, in the order of label and known time. */
  static final class Recorder implements FeatureSink {
    private final List<Line> lines = new ArrayList<>();

    record Line(long label, long known, String text) {}

    @Override
    public void row(BarRows rows, int row, long known, int revision, double[] values, int at) {
      StringBuilder text = new StringBuilder();
      long label = rows.get(BarField.LABEL, row);
      text.append(label / BarMaker.SECOND).append(" known ").append(known / BarMaker.SECOND);
      text.append(" r").append(revision).append(" close ").append(rows.get(BarField.CLOSE, row));
      for (int i = 0; i < 4; i++) {
        text.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(values[at + i])));
      }
      lines.add(new Line(label, known, text.toString()));
    }

    List<String> sorted() {
      return lines.stream()
          .sorted(Comparator.comparingLong(Line::label).thenComparingLong(Line::known))
          .map(Line::text)
          .toList();
    }

    List<Line> lines() {
      return lines;
    }
  }
}
