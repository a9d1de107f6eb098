package dev.tidemark.server.console;

import dev.tidemark.server.live.LiveStatus;
import dev.tidemark.server.live.MemoryRealTime;
import dev.tidemark.stream.feed.Feed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things that happen on the topics while somebody looks. */
final class LiveScene {
  static final String SYMBOL = "TIDE";

  private final MemoryRealTime realTime;

  LiveScene(MemoryRealTime realTime) {
    this.realTime = realTime;
  }

  /** Two bars and the spread of the second. */
  void begin() {
    bar("14:30", 0, 100.5);
    bar("14:31", 0, 101.5);
    realTime
        .topic(Feed.FEATURES)
        .append(
            0,
            "sim/" + SYMBOL,
            """
            {"symbol":"%s","source":"sim","group":"QUOTES","ts":"2024-01-31T14:31:00Z",\
            "t_close":"2024-01-31T14:32:00Z","revision":0,"known":"2024-01-31T14:32:15Z",\
            "values":{"bidask_spread":0.25}}"""
                .formatted(SYMBOL));
  }

  void bar(String minute, int revision, double close) {
    realTime
        .topic(Feed.BARS)
        .append(
            0,
            "sim/" + SYMBOL,
            """
            {"symbol":"%s","source":"sim","timeframe":"1m","ts":"2024-01-31T%s:00Z",\
            "t_close":"2024-01-31T14:59:00Z","revision":%d,"known":"2024-01-31T14:59:15Z",\
            "partial":false,"open":100,"high":103,"low":98,"close":%s,"volume":3,"vwap":100.75,\
            "buy_volume":1,"sell_volume":2,"trade_count":3}"""
                .formatted(SYMBOL, minute, revision, close));
  }

  void alert(String id, String status) {
    realTime
        .topic(Feed.ALERTS)
        .append(
            0,
            "sim/" + SYMBOL,
            """
            {"symbol":"%s","source":"sim","alert_id":"%s","status":"%s",\
            "event_time":"2024-01-31T14:31:00.5Z","known":"2024-01-31T14:31:01Z",\
            "trade_ids":["%sa","b","c"]}"""
                .formatted(SYMBOL, id, status, id));
  }

  void status() {
    realTime.status =
        new LiveStatus(
            LiveStatus.State.RUNNING,
            2001,
            List.of(new LiveStatus.Lag("market.trades.v1", 0, 5)),
            1,
            Map.of("BAD_MAGIC", 2L),
            Optional.of(new LiveStatus.Latency(0.012, 0.09)));
  }
}
