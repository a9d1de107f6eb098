package dev.tidemark.ingest.files;

import dev.tidemark.core.model.Side;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.text.LineChunk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decodes files whose records are rows: CSV, JSON lines, and Parquet as JSON lines. */
final class RowDecoder implements RecordDecoder {

  private final Binding binding;
  private final RowLayout layout;
  private final RecordFields record;
  private final RowWriter writer;
  private final RecordClock clock;
  private final Series main;
  private final Series actions;
  private final FieldReader[] rowFields;
  private final FieldReader[] actionFields;
  private final boolean skipHeader;
  private final String header;
  private final List<SymbolSeries> symbols = new ArrayList<>();
  private SymbolSeries lastSymbol;
  private String detail = "";
  private boolean headerSeen;
  private long ignored;

  private record SymbolSeries(byte[] symbol, Optional<Series> series) {}

  RowDecoder(Binding binding, String headerLine) throws RefusedException {
    Mapping mapping = binding.mapping();
    this.binding = binding;
    this.skipHeader = mapping.hasHeader() && mapping.format() == Mapping.Format.CSV;
    this.header = headerLine;
    if (mapping.format() == Mapping.Format.JSON_LINES) {
      List<String> keys = new ArrayList<>(mapping.columns().values());
      keys.add(mapping.time().column());
      this.layout = RowLayout.of(binding, keys);
      this.record = RecordFields.json(keys);
    } else if (mapping.format() == Mapping.Format.PARQUET) {
      List<String> names = Layouts.names(headerLine, ',');
      this.layout = RowLayout.of(binding, names);
      this.record = RecordFields.json(names);
    } else {
      List<String> names = skipHeader ? Layouts.names(headerLine, mapping.delimiter()) : List.of();
      this.layout = RowLayout.of(binding, names);
      this.record = RecordFields.delimited(mapping.delimiter());
    }
    this.writer = new RowWriter(binding, layout);
    this.clock = new RecordClock(binding);
    this.main = binding.main();
    this.actions = RowWriter.actionSeries(main);
    this.rowFields = fields(false);
    this.actionFields = fields(true);
    this.lastSymbol = new SymbolSeries(new byte[0], Optional.empty());
  }

  private FieldReader[] fields(boolean ofActions) {
    return layout.fields().stream()
        .filter(
            reader ->
                ofActions
                    == (reader.field == Field.DIVIDEND
                        || reader.field == Field.SPLIT
                        || reader.field == Field.CAPITAL_GAIN))
        .toArray(FieldReader[]::new);
  }

  @Override
  public void decode(LineChunk chunk, int line, BatchCollector out) throws RefusedException {
    byte[] bytes = chunk.bytes();
    int from = chunk.from(line);
    int to = chunk.to(line);
    long number = chunk.number(line);
    if (blank(bytes, from, to) || (skipHeader && isHeader(chunk, line))) {
      ignored++;
      return;
    }
    if (chunk.tooLong(line)) {
      out.reject(main, line, number, RejectReason.TOO_LONG, "record is longer than 256 KiB");
      return;
    }
    int width = record.split(bytes, from, to);
    if (width < layout.width()) {
      String found = width < 0 ? "quotes or brackets are not balanced" : width + " fields";
      out.reject(main, line, number, RejectReason.MALFORMED, found + ", wanted " + layout.width());
      return;
    }
    Series series = series(bytes);
    RejectReason wrong =
        clock.read(bytes, record.from(layout.time()), record.to(layout.time()), number);
    if (wrong != null) {
      out.reject(
          binding.barsRefused().isEmpty() ? series : actions, line, number, wrong, clock.detail());
      return;
    }
    if (series.instrument() == Binding.UNKNOWN) {
      out.reject(series, line, number, RejectReason.MISSING_FIELD, "no usable symbol");
      return;
    }
    boolean onlyActions = series.type().kind() == Kind.CORPORATE_ACTIONS;
    if (!onlyActions && binding.barsRefused().isEmpty()) {
      row(chunk, line, series, out);
    } else if (!onlyActions) {
      ignored++;
    }
    if (actionFields.length > 0) {
      actions(chunk, line, onlyActions ? series : actions, out);
    }
  }

  private void row(LineChunk chunk, int line, Series series, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    long number = chunk.number(line);
    RejectReason wrong = read(bytes, rowFields);
    if (wrong != null) {
      out.reject(series, line, number, wrong, detail);
      return;
    }
    long sideValue = 0;
    if (layout.side() >= 0) {
      sideValue = side(bytes, record.from(layout.side()), record.to(layout.side()));
      if (sideValue == -1) {
        out.reject(series, line, number, RejectReason.UNKNOWN_CODE, "side is not buy or sell");
        return;
      }
    }
    if (layout.tradeId() >= 0 && record.from(layout.tradeId()) >= record.to(layout.tradeId())) {
      out.reject(series, line, number, RejectReason.MISSING_FIELD, "trade_id is empty");
      return;
    }
    RawBatchBuilder row = out.row(series, line, number, clock.eventNanos());
    writer.write(row);
    if (layout.side() >= 0) {
      row.set(RawColumn.SIDE, sideValue);
    }
    if (layout.tradeId() >= 0) {
      row.tradeId(text(bytes, record.from(layout.tradeId()), record.to(layout.tradeId())));
    }
  }

  private void actions(LineChunk chunk, int line, Series series, BatchCollector out) {
    RejectReason wrong = read(chunk.bytes(), actionFields);
    OptionalLong known = OptionalLong.empty();
    if (wrong == null && layout.known() >= 0) {
      int from = record.from(layout.known());
      int to = record.to(layout.known());
      known = clock.known(chunk.bytes(), from, to);
      if (known.isEmpty()) {
        wrong = from >= to ? RejectReason.MISSING_FIELD : RejectReason.BAD_TIMESTAMP;
        detail = "known_time '" + text(chunk.bytes(), from, Math.min(to, from + 64)) + "'";
      }
    }
    if (wrong != null) {
      out.reject(series, line, chunk.number(line), wrong, detail);
      return;
    }
    writer.writeActions(
        new RowWriter.ActionRow(series, line, chunk.number(line), clock.eventNanos(), known), out);
  }

  private @Nullable RejectReason read(byte[] bytes, FieldReader[] fields) {
    for (FieldReader field : fields) {
      int from = record.from(field.position);
      int to = record.to(field.position);
      RejectReason wrong = field.read(bytes, from, to);
      if (wrong != null) {
        detail = field.describe(bytes, from, to);
        return wrong;
      }
    }
    return null;
  }

  private Series series(byte[] bytes) {
    if (layout.symbol() < 0) {
      return main;
    }
    int from = record.from(layout.symbol());
    int to = record.to(layout.symbol());
    if (!Arrays.equals(bytes, from, to, lastSymbol.symbol, 0, lastSymbol.symbol.length)) {
      lastSymbol = lookUp(Arrays.copyOfRange(bytes, from, to));
    }
    return lastSymbol.series.orElse(main);
  }

  private SymbolSeries lookUp(byte[] symbol) {
    for (SymbolSeries known : symbols) {
      if (Arrays.equals(known.symbol, symbol)) {
        return known;
      }
    }
    SymbolSeries found =
        new SymbolSeries(
            symbol, binding.instrumentOf(text(symbol, 0, symbol.length)).map(binding::series));
    symbols.add(found);
    return found;
  }

  private boolean isHeader(LineChunk chunk, int line) {
    if (headerSeen) {
      return false;
    }
    headerSeen = true;
    return chunk.text(line).strip().equals(header);
  }

  /** Ordinal of a side plus nothing for empty, -1 for what is neither. */
  private static long side(byte[] bytes, int from, int to) {
    if (from >= to) {
      return RawBatch.ABSENT;
    }
    return switch (bytes[from] | 0x20) {
      case 'b' -> Side.BUY.ordinal();
      case 's' -> Side.SELL.ordinal();
      default -> -1;
    };
  }

  private static boolean blank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public long ignored() {
    return ignored;
  }
}
