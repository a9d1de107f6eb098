package dev.tidemark.server.web;

import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.analysis.Limits;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.openapi.Schemas;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import dev.tidemark.server.problem.Problems;
import dev.tidemark.server.security.Authenticated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can be asked for, and in which form. */
@RestController
@Tag(name = "metadata")
class MetadataRoutes {
  private static final int LONGEST_DAYS = 366;
  private static final int DEFAULT_DAYS = 30;
  private static final LocalDate FIRST_DATE = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST_DATE = LocalDate.of(2199, 12, 31);

  private final MarketData market;
  private final Schemas schemas;
  private final AnalysisService analyses;
  private final ServerConfig config;

  MetadataRoutes(
      MarketData market, Schemas schemas, AnalysisService analyses, ServerConfig config) {
    this.market = market;
    this.schemas = schemas;
    this.analyses = analyses;
    this.config = config;
  }

  @GetMapping(path = "/v1/schemas", produces = "application/json")
  @Operation(
      operationId = "getSchemas",
      summary = "JSON Schemas of every document that is sent or received")
  @Answers(value = "Schemas", conditional = true)
  ResponseEntity<byte[]> schemas() {
    return ResponseEntity.ok()
        .eTag("\"" + schemas.hash() + "\"")
        .header("Cache-Control", "private, max-age=3600")
        .body(schemas.document());
  }

  @GetMapping(path = "/v1/metadata/ticker", produces = "application/json")
  @Operation(operationId = "listTickers", summary = "The tickers that have bars")
  @Answers("Tickers")
  Map<String, Object> tickers() {
    return Map.of("tickers", market.tickers());
  }

  @GetMapping(path = "/v1/metadata/ticker/{t}", produces = "application/json")
  @Operation(operationId = "getTicker", summary = "What is stored of a ticker")
  @Answers(value = "Ticker", problems = "404")
  Map<String, Object> ticker(@PathVariable("t") String ticker) {
    TickerInfo info = market.ticker(ticker).orElseThrow(() -> noTicker(ticker).exception());
    Instrument instrument = info.instrument();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ticker", ticker);
    document.put("calendar", instrument.calendar().name());
    document.put("tick_size", instrument.tickSize());
    List<Map<String, Object>> coverage = new ArrayList<>();
    for (TickerInfo.Coverage part : info.coverage()) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("interval", part.interval().code());
      member.put("first", part.first().toString());
      member.put("last", part.last().toString());
      member.put("bars", part.bars());
      coverage.add(member);
    }
    document.put("coverage", coverage);
    return document;
  }

  @GetMapping(path = "/v1/metadata/calendar", produces = "application/json")
  @Operation(
      operationId = "getCalendar",
      summary = "The sessions of a calendar",
      description = "At most 366 days; the 30 days from today unless asked otherwise.")
  @Answers(value = "Calendar", problems = "422")
  Map<String, Object> calendar(
      @RequestParam(defaultValue = "XNYS") CalendarId calendar,
      @RequestParam(required = false) @Nullable LocalDate start,
      @Parameter(description = "The last day, included.") @RequestParam(required = false)
          @Nullable LocalDate end) {
    LocalDate today = config.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    known("start", start);
    known("end", end);
    LocalDate from = start == null ? (end == null ? today : end.minusDays(DEFAULT_DAYS)) : start;
    LocalDate to = end == null ? from.plusDays(DEFAULT_DAYS) : end;
    if (to.isBefore(from) || from.plusDays(LONGEST_DAYS).isBefore(to)) {
      throw Problems.parameter(
              "end",
              "it is at most " + LONGEST_DAYS + " days after start, and not before it",
              "Ask for a year at a time")
          .exception();
    }
    TradingCalendar rules = TradingCalendar.of(calendar);
    List<Map<String, Object>> sessions = new ArrayList<>();
    for (Session session : rules.sessions(from, to)) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("date", session.date().toString());
      member.put("open", instant(session.openNanos()));
      member.put("close", instant(session.closeNanos()));
      sessions.add(member);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("calendar", calendar.name());
    document.put("version", rules.version());
    document.put("start", from.toString());
    document.put("end", to.toString());
    document.put("sessions", sessions);
    return document;
  }

  private static void known(String name, @Nullable LocalDate date) {
    if (date != null && (date.isBefore(FIRST_DATE) || date.isAfter(LAST_DATE))) {
      throw Problems.parameter(
              name,
              "calendars are known from " + FIRST_DATE + " to " + LAST_DATE,
              "Send a date in that range")
          .exception();
    }
  }

  @GetMapping(path = "/v1/usage", produces = "application/json")
  @Operation(operationId = "getUsage", summary = "How much of your plan is used")
  @Answers("Usage")
  ResponseEntity<Map<String, Object>> usage(@AuthenticationPrincipal Authenticated who) {
    Limits limits = analyses.limits(who.caller());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tenant_id", who.tenant());
    document.put("per_day", limits.perDay());
    document.put("used_today", limits.usedToday());
    document.put("resets_at", limits.resetsAt().toString());
    document.put("concurrent", limits.concurrent());
    document.put("used_concurrent", limits.usedConcurrent());
    document.put("horizon_years", who.caller().plan().horizonYears());
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok().header("Cache-Control", "private, no-cache");
    Outcomes.headers(limits, config.clock().instant()).forEach(answer::header);
    return answer.body(document);
  }

  private static String instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos).toString();
  }

  private static Problem noTicker(String ticker) {
    return Problem.of(
        404,
        ProblemCode.NOT_FOUND,
        "TICKER_NOT_FOUND",
        "No such ticker",
        "There are no bars of '" + ticker + "'. GET /v1/metadata/ticker lists those there are.");
  }
}
