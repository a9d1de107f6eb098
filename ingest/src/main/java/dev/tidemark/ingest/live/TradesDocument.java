package dev.tidemark.ingest.live;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.live.Recording.Omissions;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * JSON of trades: an array {@code trades} of objects with {@code ts} and {@code known} (nanoseconds
 * UTC), {@code price} and {@code size} (texts), {@code trade_id}, {@code version}, {@code op},
 * {@code seq}, {@code side}, {@code arrival} and the flags, in an object that may name its {@code
 * symbol}; objects of that kind may stand in an array.
 */
final class TradesDocument implements Recording.Content {
  private static final int SCALE = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final RecordingOptions options;
  private final Numbering numbers = new Numbering();

  TradesDocument(Path file, RecordingOptions options) {
    this.file = file;
    this.options = options;
  }

  @Override
  public void read(Consumer<MarketRecord> out, Omissions omissions) throws IOException {
    boolean found = false;
    String symbol = options.symbol();
    try (InputStream in = TradesText.open(file);
        JsonParser parser = JSON.createParser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.FIELD_NAME) {
          continue;
        }
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("trades") && value == JsonToken.START_ARRAY) {
          found = true;
          trades(parser, options.resolve().apply(symbol), out, omissions);
        } else if (value == JsonToken.VALUE_STRING
            && (field.equals("symbol") || field.equals("name"))) {
          symbol = parser.getText();
        }
      }
    } catch (JsonProcessingException malformed) {
      throw refused(String.valueOf(malformed.getOriginalMessage()));
    }
    if (!found) {
      throw refused("it has no array \"trades\"");
    }
  }

  private void trades(
      JsonParser parser, Instrument instrument, Consumer<MarketRecord> out, Omissions omissions)
      throws IOException {
    long arrival = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode node = JSON.readTree(parser);
      try {
        Trade trade = trade(node, instrument);
        long told = node.path("arrival").asLong(arrival);
        out.accept(MarketRecord.of(options.source(), instrument, trade, told));
      } catch (IllegalArgumentException | ArithmeticException | TidemarkException wrong) {
        omissions.refused++;
      }
      arrival++;
    }
  }

  private Trade trade(JsonNode node, Instrument instrument) {
    JsonNode time = node.path("ts");
    if (!time.canConvertToLong() || !time.isIntegralNumber()) {
      throw new IllegalArgumentException("ts is no whole number");
    }
    long ts = time.longValue();
    boolean named = node.hasNonNull("trade_id");
    int number = named ? 0 : numbers.next(instrument, ts);
    String side = node.path("side").asText("").toUpperCase(Locale.ROOT);
    return new Trade(
        named ? node.get("trade_id").asText() : Numbering.id(ts, number),
        node.path("version").asInt(1),
        TradeOp.valueOf(node.path("op").asText("NEW").toUpperCase(Locale.ROOT)),
        ts,
        node.path("seq").asLong(number),
        decimal(node, "price"),
        decimal(node, "size"),
        node.path("known").asLong(ts + options.delays().ticks().toNanos()),
        side.isEmpty() || side.equals("NULL") ? null : Side.valueOf(side),
        node.path("upd_last").asBoolean(true),
        node.path("upd_hilo").asBoolean(true),
        node.path("upd_vol").asBoolean(true),
        node.path("closing_auction").asBoolean(false));
  }

  private static long decimal(JsonNode node, String field) {
    String text = node.path(field).asText("");
    // Longer texts are no prices, and must not be expanded.
    if (text.isEmpty() || text.length() > 40) {
      throw new IllegalArgumentException(field + " is no number");
    }
    BigDecimal value = new BigDecimal(text);
    if (Math.abs(value.scale()) > 40) {
      throw new IllegalArgumentException(field + " is out of range");
    }
    return value.setScale(SCALE).unscaledValue().longValueExact();
  }

  private TidemarkException refused(String why) {
    return TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            "This is no JSON of trades",
            why,
            "give {\"symbol\":\"BTCUSD\",\"trades\":[{\"trade_id\":\"1\",\"ts\":<ns>,"
                + "\"price\":\"1.5\",\"size\":\"2\",\"known\":<ns>}]}")
        .withDetail("path", file);
  }
}
