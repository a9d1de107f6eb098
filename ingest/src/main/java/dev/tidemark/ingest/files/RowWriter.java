package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.ActionKind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the values of one record as rows: a bar from its prices, from bid and ask (their middle),
 * or from a close alone; a trade; a quote; and the corporate actions a bar's line may mention.
 */
final class RowWriter {

  private static final Field[] BID_BAR = {
    Field.BID_OPEN, Field.BID_HIGH, Field.BID_LOW, Field.BID_CLOSE
  };
  private static final Field[] ASK_BAR = {
    Field.ASK_OPEN, Field.ASK_HIGH, Field.ASK_LOW, Field.ASK_CLOSE
  };
  private static final RawColumn[] BAR = {
    RawColumn.OPEN, RawColumn.HIGH, RawColumn.LOW, RawColumn.CLOSE
  };

  private final Binding binding;
  private final RowLayout layout;
  private final FieldReader[] plain;
  private final FieldReader[] bids;
  private final FieldReader[] asks;
  private final Optional<FieldReader> dividend;
  private final Optional<FieldReader> split;
  private final Optional<FieldReader> gain;
  private final boolean closeOnly;

  RowWriter(Binding binding, RowLayout layout) {
    this.binding = binding;
    this.layout = layout;
    this.bids = readers(BID_BAR);
    this.asks = readers(ASK_BAR);
    this.dividend = layout.reader(Field.DIVIDEND);
    this.split = layout.reader(Field.SPLIT);
    this.gain = layout.reader(Field.CAPITAL_GAIN);
    this.closeOnly = (binding.flags() & RowFlag.CLOSE_ONLY.bit()) != 0;
    this.plain =
        layout.fields().stream()
            .filter(reader -> !isAction(reader.field) && !isSide(reader.field))
            .toArray(FieldReader[]::new);
  }

  private FieldReader[] readers(Field[] fields) {
    FieldReader[] out = new FieldReader[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Optional<FieldReader> reader = layout.reader(fields[i]);
      if (reader.isEmpty()) {
        return new FieldReader[0];
      }
      out[i] = reader.get();
    }
    return out;
  }

  private static boolean isAction(Field field) {
    return field == Field.DIVIDEND || field == Field.SPLIT || field == Field.CAPITAL_GAIN;
  }

  private static boolean isSide(Field field) {
    return switch (field) {
      case BID_OPEN, BID_HIGH, BID_LOW, BID_CLOSE, ASK_OPEN, ASK_HIGH, ASK_LOW, ASK_CLOSE -> true;
      default -> false;
    };
  }

  /** True when the layout has corporate actions beside its bars. */
  boolean hasActions() {
    return dividend.isPresent() || split.isPresent() || gain.isPresent();
  }

  /** Fills the open row. */
  void write(RawBatchBuilder row) {
    int mask = binding.flags();
    for (FieldReader reader : plain) {
      if (reader.present()) {
        row.set(reader.field.column().orElseThrow(), reader.high(), reader.low());
        if (reader.rounded()) {
          mask |= RowFlag.ROUNDED.bit();
        }
      }
    }
    if (bids.length > 0 && asks.length > 0) {
      for (int i = 0; i < BAR.length; i++) {
        row.set(BAR[i], middle(bids[i].low(), asks[i].low()));
      }
      row.set(RawColumn.VOLUME, 0);
    } else if (closeOnly) {
      long close = layout.reader(Field.CLOSE).map(FieldReader::low).orElse(RawBatch.ABSENT);
      row.set(RawColumn.OPEN, close).set(RawColumn.HIGH, close).set(RawColumn.LOW, close);
    }
    row.flag(mask);
  }

  /** Exact middle at scale 8; of two nearest values the even one. */
  static long middle(long bid, long ask) {
    long sum = bid + ask;
    long half = sum >> 1;
    return (sum & 1) == 1 && (half & 1) == 1 ? half + 1 : half;
  }

  /** Where and when the actions of a record are; {@code known} is empty when nobody says. */
  record ActionRow(Series series, int line, long ordinal, long eventNanos, OptionalLong known) {}

  /** Writes a row for each corporate action of the record; 0 means none. */
  void writeActions(ActionRow at, BatchCollector out) {
    dividend.ifPresent(r -> action(r, ActionKind.DIVIDEND, at, out));
    split.ifPresent(r -> action(r, ActionKind.SPLIT, at, out));
    gain.ifPresent(r -> action(r, ActionKind.CAPITAL_GAIN, at, out));
  }

  private static void action(
      FieldReader reader, ActionKind kind, ActionRow at, BatchCollector out) {
    if (!reader.present() || (reader.low() == 0 && reader.high() == 0)) {
      return;
    }
    // A line may hold several actions; positions of one series must differ.
    RawBatchBuilder row =
        out.row(
            at.series(),
            at.line(),
            at.ordinal() * ActionKind.values().length + kind.ordinal(),
            at.eventNanos());
    at.known().ifPresent(nanos -> row.known(nanos, KnownTimeBasis.PROVIDER));
    row.set(RawColumn.ACTION, kind.ordinal());
    row.set(RawColumn.VALUE, reader.high(), reader.low());
    if (reader.rounded()) {
      row.flag(RowFlag.ROUNDED.bit());
    }
  }

  static Series actionSeries(Series bars) {
    return new Series(bars.provider(), bars.instrument(), SeriesType.CORPORATE_ACTIONS);
  }
}
