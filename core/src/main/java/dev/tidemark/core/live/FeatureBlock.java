package dev.tidemark.core.live;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Half an hour of minutes: the fold before the first of them, their bars and what was told. */
final class FeatureBlock {
  static final long NANOS = 32 * Timeframe.M1.nanos();

  private static final byte FORMAT = 1;

  /** A minute: its bar, none if it vanished, and what was told of it. */
  static final class Row {
    private final RevisedMinute told;
    private @Nullable Bar bar;
    private long closeNanos;

    private Row(RevisedMinute told) {
      this.told = told;
    }

    RevisedMinute told() {
      return told;
    }

    @Nullable Bar bar() {
      return bar;
    }

    long closeNanos() {
      return closeNanos;
    }

    void replace(@Nullable Bar now) {
      bar = now;
      closeNanos = now == null ? closeNanos : now.endNanos();
    }
  }

  /** State of the fold before the first minute. */
  byte[] before;

  boolean dirty;

  private final NavigableMap<Long, Row> rows = new TreeMap<>();

  FeatureBlock(byte[] before) {
    this.before = before;
  }

  static long number(long labelNanos) {
    return Math.floorDiv(labelNanos, NANOS);
  }

  static long endNanos(long number) {
    return (number + 1) * NANOS;
  }

  Row row(long labelNanos) {
    return rows.computeIfAbsent(labelNanos, absent -> new Row(new RevisedMinute()));
  }

  NavigableMap<Long, Row> rows() {
    return rows;
  }

  long heapBytes() {
    return before.length + rows.size() * 700L;
  }

  byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(before.length);
      out.write(before);
      out.writeByte(rows.size());
      for (var row : rows.entrySet()) {
        out.writeLong(row.getKey());
        out.writeLong(row.getValue().closeNanos);
        row.getValue().told.write(out);
        write(out, row.getValue().bar);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the target is memory
    }
    return bytes.toByteArray();
  }

  static FeatureBlock read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORMAT) {
        throw new IOException("unknown format");
      }
      FeatureBlock block = new FeatureBlock(in.readNBytes(in.readInt()));
      int rows = in.readUnsignedByte();
      for (int i = 0; i < rows; i++) {
        long label = in.readLong();
        long close = in.readLong();
        Row row = new Row(RevisedMinute.read(in));
        row.closeNanos = close;
        row.bar = readBar(in, label, close);
        block.rows.put(label, row);
      }
      return block;
    } catch (IOException damaged) {
      throw StoredFeatures.damaged(damaged);
    }
  }

  private static void write(DataOutputStream out, @Nullable Bar bar) throws IOException {
    out.writeBoolean(bar != null);
    if (bar == null) {
      return;
    }
    out.writeBoolean(bar.partial());
    long[] values = {
      bar.open(),
      bar.high(),
      bar.low(),
      bar.close(),
      bar.volume().high(),
      bar.volume().low(),
      bar.notional().high(),
      bar.notional().low(),
      bar.buyVolume().high(),
      bar.buyVolume().low(),
      bar.sellVolume().high(),
      bar.sellVolume().low(),
      bar.tradeCount()
    };
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static @Nullable Bar readBar(DataInputStream in, long label, long close)
      throws IOException {
    return in.readBoolean()
        ? new Bar(
            label,
            close,
            in.readBoolean(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            sum(in),
            sum(in),
            sum(in),
            sum(in),
            in.readLong())
        : null;
  }

  private static Int128 sum(DataInputStream in) throws IOException {
    return new Int128(in.readLong(), in.readLong());
  }
}
