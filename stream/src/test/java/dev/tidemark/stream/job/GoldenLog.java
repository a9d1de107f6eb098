package dev.tidemark.stream.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Decimals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Trades of a golden file as they were told, and what is expected of them as lines of text. */
final class GoldenLog {
  private static final Path FILES =
      Path.of(System.getProperty("project.root"), "golden/src/main/golden");

  private GoldenLog() {}

  static JsonNode file(String name) throws IOException {
    return new ObjectMapper().readTree(FILES.resolve(name).toFile());
  }

  /** In the order (known, arrival). */
  static List<Trade> trades(JsonNode trades) {
    List<JsonNode> records = new ArrayList<>();
    trades.forEach(records::add);
    records.sort(
        Comparator.comparingLong(GoldenLog::known)
            .thenComparingLong(trade -> trade.path("arrival").asLong()));
    return records.stream().map(GoldenLog::trade).toList();
  }

  private static long known(JsonNode trade) {
    return trade.path("known").asLong(trade.path("ts").asLong());
  }

  private static Trade trade(JsonNode trade) {
    boolean last = trade.path("upd_last").asBoolean(true);
    return new Trade(
        trade.path("trade_id").asText(),
        trade.path("version").asInt(1),
        TradeOp.valueOf(trade.path("op").asText("NEW")),
        trade.path("ts").asLong(),
        trade.path("seq").asLong(),
        scaled(trade.path("price")),
        scaled(trade.path("size")),
        known(trade),
        null,
        last,
        trade.path("upd_hilo").asBoolean(true),
        trade.path("upd_vol").asBoolean(true));
  }

  static long scaled(JsonNode decimal) {
    return Decimals.parseScaled(decimal.asText(), Decimals.PRICE_SCALE);
  }

  /** Emissions of a stream of bars, in order. */
  static List<String> emissions(JsonNode stream) {
    List<String> lines = new ArrayList<>();
    for (JsonNode each : stream.path("emissions")) {
      StringBuilder line = new StringBuilder();
      line.append(each.path("label").asLong()).append(" revision ");
      line.append(each.path("revision").asInt())
          .append(" known ")
          .append(each.path("known").asLong());
      JsonNode bar = each.path("bar");
      if (bar.isObject()) {
        for (String price : List.of("open", "high", "low", "close", "volume")) {
          line.append(' ').append(scaled(bar.path(price)));
        }
        line.append(' ').append(bar.path("trade_count").asLong());
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
