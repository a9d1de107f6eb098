package dev.tidemark.stream.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What listeners see of a record: the names that the rest of the API has for the same things. */
public final class FeedShape {
  private static final String NONE = "NONE";

  private FeedShape() {}

  /** The members of a record of the feed, as listeners see them. */
  public static Map<String, @Nullable Object> of(Feed feed, Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("symbol", record.get("instrument"));
    shape.put("source", record.get("source"));
    return switch (feed) {
      case TRADES -> {
        take(
            record,
            shape,
            List.of(
                "trade_id", "version", "op", "event_time", "known_time", "seq", "price", "size"));
        Object side = record.get("side");
        shape.put("side", NONE.equals(side) ? null : side);
        yield shape;
      }
      default -> {
        record.forEach(shape::putIfAbsent);
        yield shape;
      }
    };
  }

  private static void take(
      Map<String, @Nullable Object> record,
      Map<String, @Nullable Object> shape,
      List<String> names) {
    names.forEach(name -> shape.put(name, record.get(name)));
  }
}
