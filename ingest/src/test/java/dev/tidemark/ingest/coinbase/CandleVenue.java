package dev.tidemark.ingest.coinbase;

import dev.tidemark.ingest.http.ScriptedServer;
import dev.tidemark.ingest.http.ScriptedServer.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Answers like the venue: newest first, at most 300 candles, a message for what it refuses. */
final class CandleVenue {
  private final LongPredicate traded;

  /** A venue that has candles for the labels that satisfy the predicate. */
  CandleVenue(LongPredicate traded) {
    this.traded = traded;
  }

  Reply answer(URI uri) {
    if (!uri.getPath().equals("/products/BTC-USD/candles")) {
      return ScriptedServer.status(404, "{\"message\":\"NotFound\"}");
    }
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts[1]);
    }
    long step = Long.parseLong(query.get("granularity"));
    long start = Instant.parse(query.get("start")).getEpochSecond();
    long end = Instant.parse(query.get("end")).getEpochSecond();
    if ((end - start) / step + 1 > 300) {
      return ScriptedServer.status(
          400, "{\"message\":\"granularity too small for the requested time range\"}");
    }
    List<String> candles = new ArrayList<>();
    for (long t = start; t <= end; t += step) {
      if (traded.test(t)) {
        candles.add(candle(t));
      }
    }
    Collections.reverse(candles);
    return ScriptedServer.json("[" + String.join(",", candles) + "]");
  }

  static String candle(long time) {
    long cents = 6_000_000 + Math.floorMod(time, 7919L);
    return "["
        + time
        + ","
        + price(cents - 100)
        + ","
        + price(cents + 100)
        + ","
        + price(cents - 7)
        + ","
        + price(cents)
        + ",0.1234567"
        + Math.floorMod(time / 60, 10L)
        + "]";
  }

  private static String price(long cents) {
    return cents / 100 + "." + cents / 10 % 10 + cents % 10;
  }
}
