package dev.tidemark.server.web;

import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.live.LiveFeeds;
import dev.tidemark.server.live.LiveStatus;
import dev.tidemark.server.market.Symbols;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.problem.Problems;
import dev.tidemark.server.security.Authenticated;
import dev.tidemark.server.security.KeyFilter;
import dev.tidemark.stream.feed.Feed;
import dev.tidemark.stream.feed.Interest;
import dev.tidemark.stream.feed.Positions;
import dev.tidemark.stream.feed.Start;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Market data as it happens. */
@RestController
@Tag(name = "live")
class LiveRoutes {
  private static final int MOST_SYMBOLS = 100;
  private static final Set<String> TIMEFRAMES = new LinkedHashSet<>(List.of("1s", "5s", "1m"));

  private final LiveFeeds feeds;
  private final ServerConfig config;

  LiveRoutes(LiveFeeds feeds, ServerConfig config) {
    this.feeds = feeds;
    this.config = config;
  }

  /** As it is written in the path. */
  enum FeedName {
    trades(Feed.TRADES),
    bars(Feed.BARS),
    features(Feed.FEATURES),
    alerts(Feed.ALERTS);

    private final Feed feed;

    FeedName(Feed feed) {
      this.feed = feed;
    }
  }

  @GetMapping(path = "/v1/live/{feed}", produces = "text/event-stream")
  @Operation(
      operationId = "getLive",
      summary = "Trades, bars, features or alerts as server-sent events",
      description =
          "Begins with an event 'ready', then 'trade', 'bar', 'features' or 'alert', each with one"
              + " document of the schema LiveTrade, LiveBar, LiveFeatures or LiveAlert. 'gap' tells of"
              + " events that are not kept any more, 'end' why the server ends the stream, for"
              + " instance SLOW_CLIENT. The id of an event is a place in the log: sent as"
              + " Last-Event-ID, the stream goes on after it and nothing is missed. The same event may"
              + " come twice; its identity is in the document.")
  @Answers(
      as = "text/event-stream",
      problems = {"422", "429"})
  void stream(
      @PathVariable FeedName feed,
      @Parameter(description = "SYMBOL or SYMBOL@source, separated by commas; * for all.")
          @RequestParam
          String symbols,
      @Parameter(description = "Of bars: 1s, 5s or 1m; all if left out.")
          @RequestParam(required = false)
          @Nullable String timeframe,
      @Parameter(description = "Begin with what was told then, such as 2024-01-31T14:30:00Z.")
          @RequestParam(required = false)
          @Nullable String since,
      @Parameter(description = "Id of the last event that was received.")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String last,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    feeds.stream(
        who.tenant(),
        Objects.requireNonNullElse(KeyFilter.key(request), ""),
        feed.feed,
        new Interest(symbols(symbols), timeframe(feed, timeframe)),
        start(since, last),
        response);
  }

  private static Set<String> symbols(String text) {
    if (text.strip().equals(Interest.ALL)) {
      return Set.of(Interest.ALL);
    }
    Set<String> symbols = new LinkedHashSet<>(Symbols.several("symbols", text, MOST_SYMBOLS));
    if (symbols.stream().anyMatch(Symbols::isPrivate)) {
      throw Problems.parameter(
              "symbols",
              "private instruments have no live feed",
              "Ask for shared ones; GET /v1/bars has your own")
          .exception();
    }
    return symbols;
  }

  private static Optional<String> timeframe(FeedName feed, @Nullable String timeframe) {
    if (timeframe != null && (feed != FeedName.bars || !TIMEFRAMES.contains(timeframe))) {
      throw Problems.parameter(
              "timeframe",
              feed == FeedName.bars ? "there are no such live bars" : "only bars have one",
              feed == FeedName.bars ? "Send one of " + TIMEFRAMES : "Leave it out")
          .exception();
    }
    return Optional.ofNullable(timeframe);
  }

  private static Start start(@Nullable String since, @Nullable String last) {
    if (last != null && !last.isBlank()) {
      Optional<Positions> positions = Positions.parse(last.strip());
      return new Start.After(
          positions.orElseThrow(
              () ->
                  Problems.parameter(
                          "Last-Event-ID",
                          "it is not the id of an event",
                          "Send the last id that this feed told, or leave it out")
                      .exception()));
    }
    if (since == null) {
      return new Start.Live();
    }
    try {
      if (since.length() <= 40) {
        return new Start.Since(OffsetDateTime.parse(since).toInstant());
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw Problems.parameter(
            "since", "it is not an instant", "Send for instance 2024-01-31T14:30:00Z")
        .exception();
  }

  @GetMapping(path = "/v1/live/status", produces = "application/json")
  @Operation(
      operationId = "getLiveStatus",
      summary = "How the real-time path is: speed, lag, latency, late and dead records")
  @Answers("LiveStatus")
  ResponseEntity<Map<String, Object>> status(@AuthenticationPrincipal Authenticated who) {
    LiveStatus now = config.realTime().status().get();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("state", now.state().name());
    answer.put("records_per_second", now.recordsPerSecond());
    answer.put("lag", now.lag().stream().map(LiveRoutes::lag).toList());
    answer.put("late", now.late());
    answer.put("dead_letters", new java.util.TreeMap<>(now.deadLetters()));
    answer.put("latency_seconds", now.latency().map(LiveRoutes::latency).orElse(null));
    Map<String, Object> streams = new LinkedHashMap<>();
    streams.put("open", feeds.open(who.tenant()));
    streams.put("limit", feeds.options().perTenant());
    answer.put("streams", streams);
    return ResponseEntity.ok().header("Cache-Control", "no-store").body(answer);
  }

  private static Map<String, Object> lag(LiveStatus.Lag lag) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("topic", lag.topic());
    member.put("partition", lag.partition());
    member.put("records", lag.records());
    return member;
  }

  private static Map<String, Object> latency(LiveStatus.Latency latency) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("p50", latency.p50());
    member.put("p99", latency.p99());
    return member;
  }
}
