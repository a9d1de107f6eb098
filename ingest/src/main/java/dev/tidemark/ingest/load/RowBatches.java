package dev.tidemark.ingest.load;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.gate.VwapQuality;
import dev.tidemark.ingest.provider.ActionKind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.TradeIds;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes table batches of the kept rows of a buffer, in order of event time. */
final class RowBatches {

  private final SeriesBuffer buffer;
  private final Resolution resolution;
  private final int[] rows;
  private final ColumnBatch.Builder out;
  private final String partition;

  private RowBatches(TableSpec spec, SeriesBuffer buffer, Resolution resolution) {
    this.buffer = buffer;
    this.resolution = resolution;
    this.rows = resolution.kept;
    this.out = ColumnBatch.of(spec.schema(), rows.length);
    this.partition = spec.partitionBy().isEmpty() ? "" : spec.partitionBy().getFirst();
  }

  /** One batch; the caller sees to it that a buffer is not larger than a batch may be. */
  static ColumnBatch of(
      TableSpec spec,
      SeriesBuffer buffer,
      Resolution resolution,
      List<String> sources,
      Stamp stamp) {
    RowBatches batches = new RowBatches(spec, buffer, resolution);
    batches.common(sources, stamp);
    switch (buffer.series.type().kind()) {
      case BARS -> batches.bars();
      case TRADES -> batches.trades();
      case QUOTES -> batches.quotes();
      case CORPORATE_ACTIONS -> batches.actions();
    }
    return batches.out.build();
  }

  private void common(List<String> sources, Stamp stamp) {
    out.constant("instrument", buffer.series.instrument().symbol());
    out.constant("source_provider", buffer.series.provider());
    out.constant("is_mock", stamp.mock());
    out.constant("_ingestion_id", stamp.ingestionId());
    out.constant("_extracted_at", stamp.extractedAt());
    out.with("event_time", new Vector.Longs(micros(buffer.event)));
    out.with("known_time", new Vector.Longs(micros(buffer.known)));
    out.with("source_seq", new Vector.Longs(pick(resolution.seq)));
    out.with("_source_row", new Vector.Longs(pick(buffer.ordinal)));
    out.with("known_time_basis", coded(row -> buffer.basis[rows[row]], KnownTimeBasis.values()));
    int[] files = new int[rows.length];
    for (int k = 0; k < rows.length; k++) {
      files[k] = buffer.source[rows[k]];
    }
    out.with("_source_file", new Vector.Dictionary(files, sources.toArray(new String[0])));
    out.with("flags", flags());
    if (!partition.isEmpty()) {
      out.with(
          partition, new Vector.Ints(Partitions.days(partition, buffer.event, rows, rows.length)));
    }
  }

  private void bars() {
    Timeframe timeframe = buffer.series.type().timeframe();
    out.constant("timeframe", timeframe == null ? "" : timeframe.code());
    out.with("t_close", new Vector.Longs(micros(buffer.close)));
    narrow(RawColumn.OPEN);
    narrow(RawColumn.HIGH);
    narrow(RawColumn.LOW);
    narrow(RawColumn.CLOSE);
    wide(RawColumn.VOLUME, false);
    wide(RawColumn.NOTIONAL, true);
    wide(RawColumn.VWAP, true);
    wide(RawColumn.BUY_VOLUME, true);
    wide(RawColumn.SELL_VOLUME, true);
    out.with("trade_count", nullable(RawColumn.TRADE_COUNT));
    String[] qualities = names(VwapQuality.values());
    int[] codes = new int[rows.length];
    boolean[] partial = new boolean[rows.length];
    int[] revision = new int[rows.length];
    for (int k = 0; k < rows.length; k++) {
      int quality = buffer.quality[rows[k]];
      codes[k] = quality == VwapQuality.NONE.ordinal() ? -1 : quality;
      partial[k] = buffer.partial[rows[k]];
      revision[k] = resolution.revision[rows[k]];
    }
    out.with("vwap_quality", new Vector.Dictionary(codes, qualities));
    out.with("partial", new Vector.Booleans(partial));
    out.with("revision", new Vector.Ints(revision));
  }

  private void trades() {
    out.with("event_time_ns", finerThanMicros());
    out.with("trade_id", new Vector.Strings(tradeIds()));
    narrow(RawColumn.PRICE);
    wide(RawColumn.SIZE, false);
    long[] seq = new long[rows.length];
    int[] version = new int[rows.length];
    boolean[] last = new boolean[rows.length];
    boolean[] hilo = new boolean[rows.length];
    boolean[] volume = new boolean[rows.length];
    for (int k = 0; k < rows.length; k++) {
      int row = rows[k];
      seq[k] =
          buffer.absent(RawColumn.SEQ, row)
              ? resolution.seq[row]
              : buffer.value(RawColumn.SEQ, row);
      version[k] = Resolution.version(buffer, row);
      long updates =
          buffer.absent(RawColumn.UPDATES, row)
              ? Content.ALL_UPDATES
              : buffer.value(RawColumn.UPDATES, row);
      last[k] = (updates & 1) != 0;
      hilo[k] = (updates & 2) != 0;
      volume[k] = (updates & 4) != 0;
    }
    out.with("seq", new Vector.Longs(seq));
    out.with("version", new Vector.Ints(version));
    out.with("upd_last", new Vector.Booleans(last));
    out.with("upd_hilo", new Vector.Booleans(hilo));
    out.with("upd_vol", new Vector.Booleans(volume));
    out.with("op", coded(k -> (int) buffer.value(RawColumn.OP, rows[k]), TradeOp.values()));
    out.with(
        "side",
        coded(
            k ->
                buffer.absent(RawColumn.SIDE, rows[k])
                    ? -1
                    : (int) buffer.value(RawColumn.SIDE, rows[k]),
            Side.values()));
  }

  private void quotes() {
    out.with("event_time_ns", finerThanMicros());
    narrow(RawColumn.BID);
    narrow(RawColumn.ASK);
    wide(RawColumn.BID_SIZE, true);
    wide(RawColumn.ASK_SIZE, true);
  }

  private void actions() {
    out.with(
        "action", coded(k -> (int) buffer.value(RawColumn.ACTION, rows[k]), ActionKind.values()));
    wide(RawColumn.VALUE, false);
  }

  /** Rows without a venue's id get one that their key and number make unique. */
  private @Nullable String[] tradeIds() {
    TradeIds ids = buffer.ids;
    @Nullable String[] texts = new @Nullable String[rows.length];
    for (int k = 0; k < rows.length; k++) {
      int row = rows[k];
      texts[k] =
          ids == null || buffer.withoutId.get(row)
              ? "~" + buffer.event[row] + "." + resolution.seq[row]
              : ids.text(row);
    }
    return texts;
  }

  private Vector finerThanMicros() {
    long[] nanos = pick(buffer.event);
    BitSet nulls = new BitSet(nanos.length);
    for (int k = 0; k < nanos.length; k++) {
      if (nanos[k] % 1_000 == 0) {
        nulls.set(k);
      }
    }
    return nulls.cardinality() == nanos.length
        ? new Vector.Constant(null)
        : new Vector.Longs(nanos, nulls);
  }

  private Vector flags() {
    int[] codes = new int[rows.length];
    int[] masks = new int[16];
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < rows.length; k++) {
      int mask = buffer.flags[rows[k]];
      if (mask == 0) {
        codes[k] = -1;
        continue;
      }
      int code = 0;
      while (code < texts.size() && masks[code] != mask) {
        code++;
      }
      if (code == texts.size()) {
        if (code == masks.length) {
          masks = Arrays.copyOf(masks, code * 2);
        }
        masks[code] = mask;
        texts.add(RowFlag.text(mask));
      }
      codes[k] = code;
    }
    return texts.isEmpty()
        ? new Vector.Constant(null)
        : new Vector.Dictionary(codes, texts.toArray(new String[0]));
  }

  private static <E extends Enum<E>> String[] names(E[] values) {
    return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
  }

  private <E extends Enum<E>> Vector coded(IntCode code, E[] values) {
    int[] codes = new int[rows.length];
    for (int k = 0; k < rows.length; k++) {
      codes[k] = code.of(k);
    }
    return new Vector.Dictionary(codes, names(values));
  }

  private interface IntCode {
    int of(int row);
  }

  private void narrow(RawColumn column) {
    long[] values = new long[rows.length];
    for (int k = 0; k < rows.length; k++) {
      values[k] = buffer.value(column, rows[k]);
    }
    out.with(column.name().toLowerCase(Locale.ROOT), new Vector.Longs(values));
  }

  private Vector nullable(RawColumn column) {
    if (!buffer.low.containsKey(column)) {
      return new Vector.Constant(null);
    }
    long[] values = new long[rows.length];
    BitSet nulls = new BitSet();
    for (int k = 0; k < rows.length; k++) {
      values[k] = buffer.value(column, rows[k]);
      nulls.set(k, buffer.absent(column, rows[k]));
    }
    return new Vector.Longs(values, nulls.isEmpty() ? null : nulls);
  }

  private void wide(RawColumn column, boolean canBeNull) {
    String name = column.name().toLowerCase(Locale.ROOT);
    if (canBeNull && !buffer.low.containsKey(column)) {
      out.with(name, new Vector.Constant(null));
      return;
    }
    long[] low = new long[rows.length];
    long[] high = new long[rows.length];
    BitSet nulls = new BitSet();
    for (int k = 0; k < rows.length; k++) {
      low[k] = buffer.value(column, rows[k]);
      high[k] = buffer.upperHalf(column, rows[k]);
      if (canBeNull && buffer.absent(column, rows[k])) {
        nulls.set(k);
      }
    }
    out.with(name, new Vector.Decimals(high, low, nulls.isEmpty() ? null : nulls));
  }

  private long[] pick(long[] values) {
    long[] out = new long[rows.length];
    for (int k = 0; k < rows.length; k++) {
      out[k] = values[rows[k]];
    }
    return out;
  }

  private long[] micros(long[] nanos) {
    long[] out = new long[rows.length];
    for (int k = 0; k < rows.length; k++) {
      out[k] = Math.floorDiv(nanos[rows[k]], 1_000L);
    }
    return out;
  }
}
