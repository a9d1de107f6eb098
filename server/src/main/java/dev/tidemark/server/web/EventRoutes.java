package dev.tidemark.server.web;

import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.events.EventKind;
import dev.tidemark.server.events.EventLog;
import dev.tidemark.server.events.EventsRequest;
import dev.tidemark.server.idempotency.IdempotentRequests;
import dev.tidemark.server.live.LiveFeeds;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.security.Authenticated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Events that clients tell. An answer of 202 means that the log keeps them. */
@RestController
@Tag(name = "events")
class EventRoutes {
  private static final String WHAT =
      "One event, or up to 200 under 'events': all are kept or none is. An event without an"
          + " 'event_id' gets one; sent again with the same Idempotency-Key, it gets the same.";
  private static final String KEY_TEXT =
      "1 to 255 visible ASCII characters. The same request with the same key is done once.";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final IdempotentRequests idempotent;
  private final ServerConfig config;

  EventRoutes(IdempotentRequests idempotent, ServerConfig config) {
    this.idempotent = idempotent;
    this.config = config;
  }

  @PostMapping(
      path = "/v1/events/decisions",
      consumes = "application/json",
      produces = "application/json")
  @Operation(operationId = "tellDecisions", summary = "Tell what was decided", description = WHAT)
  @Answers(
      value = "EventsAccepted",
      takes = "DecisionEvents",
      status = "202",
      problems = {"409", "413", "415", "422"},
      located = false)
  ResponseEntity<byte[]> decisions(
      @RequestBody byte[] body,
      @Parameter(description = KEY_TEXT) @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    return tell(EventKind.DECISION, body, key, who, request);
  }

  @PostMapping(
      path = "/v1/events/executions",
      consumes = "application/json",
      produces = "application/json")
  @Operation(operationId = "tellExecutions", summary = "Tell what was traded", description = WHAT)
  @Answers(
      value = "EventsAccepted",
      takes = "ExecutionEvents",
      status = "202",
      problems = {"409", "413", "415", "422"},
      located = false)
  ResponseEntity<byte[]> executions(
      @RequestBody byte[] body,
      @Parameter(description = KEY_TEXT) @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    return tell(EventKind.EXECUTION, body, key, who, request);
  }

  @PostMapping(
      path = "/v1/events/portfolio",
      consumes = "application/json",
      produces = "application/json")
  @Operation(
      operationId = "tellPortfolio",
      summary = "Tell what a portfolio holds and is worth",
      description = WHAT)
  @Answers(
      value = "EventsAccepted",
      takes = "PortfolioUpdateEvents",
      status = "202",
      problems = {"409", "413", "415", "422"},
      located = false)
  ResponseEntity<byte[]> portfolio(
      @RequestBody byte[] body,
      @Parameter(description = KEY_TEXT) @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    return tell(EventKind.PORTFOLIO, body, key, who, request);
  }

  @PostMapping(
      path = "/v1/events/news",
      consumes = "application/json",
      produces = "application/json")
  @Operation(
      operationId = "tellNews",
      summary = "Tell news and what a model makes of it",
      description = WHAT)
  @Answers(
      value = "EventsAccepted",
      takes = "NewsSentimentEvents",
      status = "202",
      problems = {"409", "413", "415", "422"},
      located = false)
  ResponseEntity<byte[]> news(
      @RequestBody byte[] body,
      @Parameter(description = KEY_TEXT) @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    return tell(EventKind.NEWS, body, key, who, request);
  }

  private ResponseEntity<byte[]> tell(
      EventKind kind,
      byte[] body,
      @Nullable String key,
      Authenticated who,
      HttpServletRequest request) {
    EventLog log = config.realTime().events().orElseThrow(() -> LiveFeeds.noLog().exception());
    return idempotent.run(
        who.tenant(),
        key,
        body,
        request,
        claim -> {
          List<EventLog.Event> events =
              EventsRequest.read(
                  kind,
                  body,
                  who.tenant(),
                  Optional.ofNullable(key),
                  config.clock().instant(),
                  config.ids());
          log.append(kind, events);
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("accepted", events.size());
          answer.put("event_ids", events.stream().map(EventLog.Event::id).toList());
          answer.put("topic", kind.topic().topicName());
          return ResponseEntity.accepted()
              .contentType(MediaType.APPLICATION_JSON)
              .header("Cache-Control", "private, no-cache")
              .body(JSON.writeValueAsBytes(answer));
        });
  }
}
