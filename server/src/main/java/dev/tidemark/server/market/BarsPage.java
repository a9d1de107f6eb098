package dev.tidemark.server.market;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * A page of bars.
 *
 * @param bars {@code limit} at most
 * @param next cursor of the next page; empty on the last
 */
public record BarsPage(BarsQuery query, Rows bars, Optional<String> next) {
  private static final String SOURCE = "source";

  /** Of one row more than the page holds, if there are so many. */
  static BarsPage of(BarsQuery query, BarWindows.Read read) {
    Rows rows = read.rows();
    Optional<String> next = Optional.empty();
    if (rows.values().size() > query.limit()) {
      next = Optional.of(query.cursor(rows.time(query.limit(), "ts")));
    } else if (read.until().isBefore(query.to())) {
      next = Optional.of(query.cursor(read.until()));
    }
    return new BarsPage(query, rows.first(query.limit()), next);
  }

  /** The document. */
  public byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256 + 320 * bars.values().size());
    try (JsonGenerator json = RowsJson.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("symbol", query.symbol());
      if (bars.values().isEmpty()) {
        json.writeNullProperty(SOURCE);
      } else {
        Object source = bars.values().getFirst().get(bars.column(SOURCE));
        json.writeStringProperty(SOURCE, String.valueOf(source));
      }
      json.writeStringProperty("timeframe", query.timeframe().code());
      json.writeStringProperty("as_known", query.asKnown().toString());
      json.writeArrayPropertyStart("bars");
      for (int row = 0; row < bars.values().size(); row++) {
        RowsJson.write(json, bars, row, Set.of(SOURCE));
      }
      json.writeEndArray();
      json.writeName("next");
      if (next.isPresent()) {
        json.writeString(next.get());
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** The bars alone, a line each. */
  public byte[] csv() {
    return RowsJson.csv(bars, Set.of(SOURCE));
  }
}
