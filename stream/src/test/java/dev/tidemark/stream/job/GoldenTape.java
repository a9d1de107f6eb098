package dev.tidemark.stream.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Int128;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The streamed case of golden vector 04: records, what is emitted of them, what is set aside. */
record GoldenTape(List<Trade> trades, List<String> emissions, List<String> quarantine) {
  private static final int SCALE = 8;

  static GoldenTape read() throws IOException {
    Path file =
        Path.of(System.getProperty("project.root"))
            .resolve("golden/src/main/golden/04_bars_from_trades.json");
    for (JsonNode each : new ObjectMapper().readTree(file.toFile()).path("cases")) {
      if (each.has("stream")) {
        return of(each);
      }
    }
    throw new AssertionError("no streamed case in " + file);
  }

  /** What a bar revision says, as the emissions are written here. */
  static String text(BarRevision revision) {
    return revision.knownNanos()
        + " "
        + revision.startNanos()
        + " r"
        + revision.revision()
        + revision.content().map(GoldenTape::content).orElse(" none");
  }

  private static GoldenTape of(JsonNode each) {
    List<JsonNode> records = new ArrayList<>();
    each.path("trades").forEach(records::add);
    records.sort(
        Comparator.comparingLong((JsonNode record) -> record.path("known").asLong())
            .thenComparingLong(record -> record.path("arrival").asLong()));
    List<String> emissions = new ArrayList<>();
    for (JsonNode emission : each.path("stream").path("emissions")) {
      JsonNode bar = emission.path("bar");
      emissions.add(
          emission.path("known").asLong()
              + " "
              + emission.path("label").asLong()
              + " r"
              + emission.path("revision").asInt()
              + (bar.isObject() ? content(bar) : " none"));
    }
    List<String> quarantine = new ArrayList<>();
    each.path("stream").path("quarantine").forEach(r -> quarantine.add(name(r)));
    return new GoldenTape(records.stream().map(GoldenTape::trade).toList(), emissions, quarantine);
  }

  static String name(JsonNode record) {
    return record.path("trade_id").asText() + " v" + record.path("version").asInt();
  }

  private static Trade trade(JsonNode record) {
    return new Trade(
        record.path("trade_id").asText(),
        record.path("version").asInt(),
        TradeOp.valueOf(record.path("op").asText()),
        record.path("ts").asLong(),
        record.path("seq").asLong(),
        unscaled(record, "price"),
        unscaled(record, "size"),
        record.path("known").asLong(),
        null,
        record.path("upd_last").asBoolean(true),
        record.path("upd_hilo").asBoolean(true),
        record.path("upd_vol").asBoolean(true));
  }

  private static long unscaled(JsonNode record, String field) {
    String text = record.path(field).asText("");
    return text.isEmpty() || text.equals("null")
        ? 0
        : new BigDecimal(text).movePointRight(SCALE).longValueExact();
  }

  private static String content(JsonNode bar) {
    StringBuilder text = new StringBuilder();
    for (String field : List.of("open", "high", "low", "close", "volume", "notional")) {
      text.append(' ').append(plain(new BigDecimal(bar.path(field).asText())));
    }
    return text.append(' ').append(bar.path("trade_count").asLong()).toString();
  }

  private static String content(Bar bar) {
    StringBuilder text = new StringBuilder();
    for (long price : new long[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
      text.append(' ').append(plain(BigDecimal.valueOf(price, SCALE)));
    }
    text.append(' ').append(plain(bar.volume(), SCALE));
    text.append(' ').append(plain(bar.notional(), 2 * SCALE));
    return text.append(' ').append(bar.tradeCount()).toString();
  }

  private static String plain(Int128 unscaled, int scale) {
    return plain(unscaled.toBigDecimal(scale));
  }

  private static String plain(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }
}
