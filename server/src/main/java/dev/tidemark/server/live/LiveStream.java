package dev.tidemark.server.live;

import dev.tidemark.server.health.Lifecycle;
import dev.tidemark.server.metrics.LiveMetrics;
import dev.tidemark.stream.feed.Delivery;
import dev.tidemark.stream.feed.Feed;
import dev.tidemark.stream.feed.LiveEvent;
import dev.tidemark.stream.feed.LiveTopics;
import dev.tidemark.stream.feed.Positions;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/** One client's stream, from its first event to its end, in the thread of its request. */
final class LiveStream {
  /** How soon the end of the server and of the key are noticed. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final int RETRY_MS = 2_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Feed feed;
  private final LiveTopics.Subscription subscription;
  private final EventStream out;
  private final LiveOptions options;
  private final Lifecycle lifecycle;
  private final BooleanSupplier allowed;
  private final LongSupplier ticker;
  private final LiveMetrics metrics;

  /**
   * @param allowed whether the key still is valid; asked with every heartbeat
   * @param ticker monotonic nanoseconds
   */
  LiveStream(
      Feed feed,
      LiveTopics.Subscription subscription,
      EventStream out,
      LiveOptions options,
      Lifecycle lifecycle,
      BooleanSupplier allowed,
      LongSupplier ticker,
      LiveMetrics metrics) {
    this.feed = feed;
    this.subscription = subscription;
    this.out = out;
    this.options = options;
    this.lifecycle = lifecycle;
    this.allowed = allowed;
    this.ticker = ticker;
    this.metrics = metrics;
  }

  /** Returns when it is over; an end that the server chose is told to the client. */
  StreamEnd run() throws InterruptedException {
    try {
      StreamEnd end = follow();
      out.event("end", told.toString(), json(end.document()));
      out.flush();
      return end;
    } catch (IOException gone) {
      return StreamEnd.CLIENT_GONE;
    }
  }

  private Positions told = Positions.parse("0:0").orElseThrow();

  private StreamEnd follow() throws IOException, InterruptedException {
    told = subscription.begin().copy();
    out.retry(RETRY_MS);
    out.event("ready", told.toString(), json(Map.of("feed", feed.label())));
    out.flush();
    long spoken = ticker.getAsLong();
    long checked = spoken;
    while (lifecycle.accepting()) {
      Delivery delivery = subscription.next(LOOK);
      Optional<Delivery.End> end = delivery.end();
      if (end.isPresent()) {
        return StreamEnd.of(end.get());
      }
      if (ticker.getAsLong() - checked >= options.heartbeat().toNanos()) {
        if (!allowed.getAsBoolean()) {
          return StreamEnd.KEY_NOT_VALID;
        }
        checked = ticker.getAsLong();
      }
      boolean said = write(delivery);
      if (said) {
        spoken = ticker.getAsLong();
      } else if (ticker.getAsLong() - spoken >= options.heartbeat().toNanos()) {
        out.heartbeat(told.toString());
        out.flush();
        spoken = ticker.getAsLong();
      }
    }
    return StreamEnd.SERVER_STOPS;
  }

  private boolean write(Delivery delivery) throws IOException {
    for (Delivery.Gap gap : delivery.gaps()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("partition", gap.partition());
      data.put("from", gap.from());
      data.put("until", gap.until());
      out.event("gap", told.toString(), json(data));
    }
    for (LiveEvent event : delivery.events()) {
      told.passed(event);
      out.event(name(), told.toString(), event.json());
    }
    told.reach(delivery.reached());
    if (delivery.events().isEmpty() && delivery.gaps().isEmpty()) {
      return false;
    }
    out.flush();
    metrics.delivered(feed, delivery.events().size());
    return true;
  }

  private String name() {
    return switch (feed) {
      case TRADES -> "trade";
      case BARS -> "bar";
      case FEATURES -> "features";
      case ALERTS -> "alert";
    };
  }

  private static byte[] json(Map<String, ?> members) {
    return JSON.writeValueAsBytes(members);
  }
}
