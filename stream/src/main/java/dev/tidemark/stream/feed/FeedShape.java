package dev.tidemark.stream.feed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What listeners see of a record: the names that the rest of the API has for the same things. */
public final class FeedShape {
  private static final List<String> OF_BARS =
      List.of(
          "partial",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "vwap",
          "buy_volume",
          "sell_volume",
          "trade_count");

  private final Map<String, @Nullable Object> record;
  private final Map<String, @Nullable Object> shape = new LinkedHashMap<>();

  private FeedShape(Map<String, @Nullable Object> record) {
    this.record = record;
  }

  /** The members of a record of the feed, as listeners see them. */
  public static Map<String, @Nullable Object> of(Feed feed, Map<String, @Nullable Object> record) {
    FeedShape shape = new FeedShape(record);
    shape.take("symbol", "instrument").take("source");
    return switch (feed) {
      case TRADES -> shape.trade();
      case BARS -> shape.bar();
      case FEATURES -> shape.features();
      case ALERTS -> shape.alert();
    };
  }

  private Map<String, @Nullable Object> trade() {
    take("trade_id").take("version").take("op").take("event_time").take("known_time");
    take("seq").take("price").take("size");
    Object side = record.get("side");
    shape.put("side", "NONE".equals(side) ? null : side);
    return shape;
  }

  private Map<String, @Nullable Object> bar() {
    take("timeframe").take("ts", "start_time").take("t_close", "end_time").take("revision");
    take("known", "known_time");
    boolean present = !Boolean.FALSE.equals(record.get("present"));
    OF_BARS.forEach(name -> shape.put(name, present ? record.get(name) : null));
    return shape;
  }

  private Map<String, @Nullable Object> features() {
    take("group").take("ts", "start_time").take("t_close", "event_time").take("revision");
    take("known", "known_time");
    Object values = record.get("values");
    shape.put("values", values instanceof Map<?, ?> map && map.isEmpty() ? null : values);
    return shape;
  }

  private Map<String, @Nullable Object> alert() {
    take("alert_id").take("status").take("event_time").take("known", "known_time");
    List<@Nullable Object> trades = new ArrayList<>();
    List.of("first_id", "second_id", "third_id").forEach(name -> trades.add(record.get(name)));
    shape.put("trade_ids", trades);
    return shape;
  }

  private FeedShape take(String name) {
    return take(name, name);
  }

  private FeedShape take(String name, String from) {
    shape.put(name, record.get(from));
    return this;
  }
}
