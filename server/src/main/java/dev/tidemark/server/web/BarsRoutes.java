package dev.tidemark.server.web;

import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.market.BarsPage;
import dev.tidemark.server.market.BarsQuery;
import dev.tidemark.server.market.MarketReads;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.security.Authenticated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bars of market data. */
@RestController
@Tag(name = "market")
class BarsRoutes {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=utf-8");

  private final MarketReads market;
  private final ServerConfig config;

  BarsRoutes(MarketReads market, ServerConfig config) {
    this.market = market;
    this.config = config;
  }

  /** Form of an answer. */
  enum Form {
    json,
    csv
  }

  @GetMapping(
      path = "/v1/bars",
      produces = {"application/json", "text/csv"})
  @Operation(
      operationId = "getBars",
      summary = "Bars of a series as they were known at a time",
      description =
          "In pages, ascending. All pages tell what was known at 'as_known', which is the time of"
              + " the first request unless it is sent; asked again with it, the answer is the same. A"
              + " bar whose 't_close' is after 'as_known' is not over. CSV with format=csv or Accept:"
              + " text/csv; the cursor of the next page is then in the header X-Next-Cursor.")
  @Answers(
      value = "Bars",
      as = {"application/json", "text/csv"},
      problems = {"404", "409", "422"})
  ResponseEntity<byte[]> bars(
      @Parameter(description = "SYMBOL, SYMBOL@source, or private:NAME for one of your own.")
          @RequestParam
          String symbol,
      @Parameter(description = "1m, 5m, 15m, 1h, 4h or 1d.") @RequestParam String timeframe,
      @Parameter(description = "First label, such as 2024-01-31T14:30:00Z.") @RequestParam
          String from,
      @Parameter(description = "Labels are before it; 'as_known' if left out.")
          @RequestParam(required = false)
          @Nullable String to,
      @Parameter(description = "What was known then; now if left out.")
          @RequestParam(name = "as_known", required = false)
          @Nullable String asKnown,
      @Parameter(description = "1 to 10000; 1000 if left out.") @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "'next' of the page before, with the same parameters.")
          @RequestParam(required = false)
          @Nullable String cursor,
      @RequestParam(required = false) @Nullable Form format,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    BarsQuery query =
        BarsQuery.parse(
            new BarsQuery.Sent(symbol, timeframe, from, to, asKnown, limit, cursor),
            config.clock());
    BarsPage page = market.bars(who.tenant(), query);
    boolean csv = format == null ? AnalysisRoutes.prefersCsv(request) : format == Form.csv;
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok().header("Cache-Control", "private, no-cache");
    page.next().ifPresent(next -> answer.header("X-Next-Cursor", next));
    return answer
        .contentType(csv ? CSV : MediaType.APPLICATION_JSON)
        .body(csv ? page.csv() : page.json());
  }
}
