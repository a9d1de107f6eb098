package dev.tidemark.server.web;

import dev.tidemark.server.analysis.AnalysisPage;
import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.analysis.AnalysisStatus;
import dev.tidemark.server.analysis.AnalysisView;
import dev.tidemark.server.analysis.ArtifactName;
import dev.tidemark.server.analysis.Content;
import dev.tidemark.server.analysis.ListQuery;
import dev.tidemark.server.analysis.PageQuery;
import dev.tidemark.server.analysis.WindowsQuery;
import dev.tidemark.server.logging.RequestTrace;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.openapi.Schemas;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import dev.tidemark.server.problem.Problems;
import dev.tidemark.server.security.AuditLog;
import dev.tidemark.server.security.AuditLog.Action;
import dev.tidemark.server.security.Authenticated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading analyses, and cancelling them. */
@RestController
@Tag(name = "analysis")
class AnalysisRoutes {
  private static final String IMMUTABLE = "private, max-age=86400, immutable";
  private static final String CHANGING = "private, no-cache";

  private final AnalysisService analyses;
  private final FinishedAnalyses finished;
  private final Set<String> fieldNames;

  AnalysisRoutes(AnalysisService analyses, FinishedAnalyses finished, Schemas schemas) {
    this.analyses = analyses;
    this.finished = finished;
    this.fieldNames = schemas.names("Analysis", "result", "Result");
  }

  @GetMapping(path = "/v1/analysis", produces = "application/json")
  @Operation(operationId = "listAnalyses", summary = "Your analyses, newest first")
  @Answers(value = "AnalysisList", problems = "422")
  ResponseEntity<byte[]> list(
      @RequestParam(required = false) @Nullable String ticker,
      @RequestParam(required = false) @Nullable AnalysisStatus status,
      @Parameter(description = "'next' of the page before.") @RequestParam(required = false)
          @Nullable String cursor,
      @Parameter(description = "1 to 200.") @RequestParam(defaultValue = "50") int size,
      @AuthenticationPrincipal Authenticated who) {
    between("size", size, 1, 200);
    if (ticker != null && ticker.indexOf('\0') >= 0) {
      throw Problems.parameter("ticker", "it has a NUL character", "Send a ticker such as AAPL")
          .exception();
    }
    AnalysisPage page = analyses.list(who.tenant(), new ListQuery(ticker, status, cursor, size));
    return ResponseEntity.ok().header("Cache-Control", CHANGING).body(document(page));
  }

  /** The items are envelopes without a body, put together as they are. */
  private byte[] document(AnalysisPage page) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("{\"analyses\":["));
    boolean first = true;
    for (AnalysisView view : page.items()) {
      out.writeBytes(ascii(first ? "" : ","));
      out.writeBytes(Summaries.json(view));
      first = false;
    }
    String next = page.next();
    out.writeBytes(ascii("],\"next\":" + (next == null ? "null" : "\"" + next + "\"") + "}"));
    return out.toByteArray();
  }

  @GetMapping(path = "/v1/analysis/{id}", produces = "application/json")
  @Operation(
      operationId = "getAnalysis",
      summary = "An analysis with its result",
      description =
          "The ETag is the SHA-256 of the result's bytes; a finished analysis never changes.")
  @Answers(
      value = "Analysis",
      conditional = true,
      problems = {"404", "422"})
  ResponseEntity<byte[]> get(
      @PathVariable String id,
      @Parameter(
              description =
                  "Only these members, dots leading inwards: status,result.windows_ranked.")
          @RequestParam(required = false)
          @Nullable String fields,
      @AuthenticationPrincipal Authenticated who) {
    MDC.put("analysis_id", id);
    FieldSelection selection = FieldSelection.parse(fields, fieldNames);
    FinishedAnalyses.Answer answer =
        finished
            .find(who.tenant(), id)
            .orElseThrow(() -> Problems.analysisNotFound(id).exception());
    ResponseEntity.BodyBuilder builder =
        ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .header("Cache-Control", answer.finished() ? IMMUTABLE : CHANGING)
            .varyBy("Authorization", "X-API-Key");
    String etag = answer.etag();
    if (etag != null) {
      builder.eTag(selection == null ? etag : selected(etag, selection));
    }
    return builder.body(selection == null ? answer.envelope() : selection.of(answer.envelope()));
  }

  private static String selected(String etag, FieldSelection selection) {
    CRC32 sum = new CRC32();
    sum.update(selection.tag().getBytes(StandardCharsets.UTF_8));
    return etag.substring(0, etag.length() - 1) + "-" + Long.toHexString(sum.getValue()) + "\"";
  }

  @GetMapping(path = "/v1/analysis/{id}/windows", produces = "application/json")
  @Operation(operationId = "getWindows", summary = "The windows of a result, filtered and sorted")
  @Answers(
      value = "Windows",
      conditional = true,
      problems = {"404", "409", "422"})
  ResponseEntity<Resource> windows(
      @PathVariable String id,
      @Parameter(description = "A numeric member of a window, or 'rank'.")
          @RequestParam(defaultValue = "rank")
          String sort,
      @Parameter(description = "Ascending by rank and descending otherwise, unless given.")
          @RequestParam(required = false)
          @Nullable Order order,
      @Parameter(description = "At least so many trades.")
          @RequestParam(name = "min_trades", required = false)
          @Nullable Integer minTrades,
      @Parameter(description = "At most this q-value, 0 to 1.")
          @RequestParam(name = "max_fdr", required = false)
          @Nullable Double maxFdr,
      @Parameter(description = "Days, separated by commas: MON,TUE.")
          @RequestParam(required = false)
          @Nullable String dow,
      @Parameter(description = "Only these members of a window, separated by commas.")
          @RequestParam(required = false)
          @Nullable String fields,
      @RequestParam(defaultValue = "1") int page,
      @Parameter(description = "1 to 1000.") @RequestParam(name = "page_size", defaultValue = "100")
          int pageSize,
      @AuthenticationPrincipal Authenticated who) {
    MDC.put("analysis_id", id);
    if (maxFdr != null && !(maxFdr >= 0 && maxFdr <= 1)) {
      throw Problems.parameter("max_fdr", "it lies between 0 and 1", "Send for instance 0.1")
          .exception();
    }
    boolean descending = order == null ? !sort.equals("rank") : order == Order.desc;
    WindowsQuery query =
        new WindowsQuery(
            sort, descending, minTrades, maxFdr, days(dow), names(fields), page(page, pageSize));
    return content(Outcomes.found(analyses.windows(who.tenant(), id, query), id), true);
  }

  @GetMapping(
      path = "/v1/analysis/{id}/trades",
      produces = {"application/json", "text/csv"})
  @Operation(
      operationId = "getTrades",
      summary = "The out-of-sample trades",
      description = "JSON in pages; all of them as CSV with Accept: text/csv.")
  @Answers(
      value = "Trades",
      as = {"application/json", "text/csv"},
      conditional = true,
      problems = {"404", "409", "422"})
  ResponseEntity<Resource> trades(
      @PathVariable String id,
      @RequestParam(defaultValue = "1") int page,
      @Parameter(description = "1 to 1000.") @RequestParam(name = "page_size", defaultValue = "100")
          int pageSize,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    MDC.put("analysis_id", id);
    if (prefersCsv(request)) {
      return content(
          Outcomes.found(analyses.artifact(who.tenant(), id, ArtifactName.TRADES), id), true);
    }
    return content(
        Outcomes.found(analyses.trades(who.tenant(), id, page(page, pageSize)), id), true);
  }

  @GetMapping(path = "/v1/analysis/{id}/manifest", produces = "application/json")
  @Operation(
      operationId = "getManifest",
      summary = "Everything needed to compute the result again",
      description = "'tidemark verify' takes this document.")
  @Answers(
      value = "Manifest",
      conditional = true,
      problems = {"404", "409"})
  ResponseEntity<Resource> manifest(
      @PathVariable String id, @AuthenticationPrincipal Authenticated who) {
    MDC.put("analysis_id", id);
    return content(
        Outcomes.found(analyses.artifact(who.tenant(), id, ArtifactName.MANIFEST), id), true);
  }

  @GetMapping(path = "/v1/analysis/{id}/explain", produces = "text/markdown")
  @Operation(operationId = "explain", summary = "The result in plain language")
  @Answers(
      as = "text/markdown",
      conditional = true,
      problems = {"404", "409"})
  ResponseEntity<Resource> explain(
      @PathVariable String id, @AuthenticationPrincipal Authenticated who) {
    MDC.put("analysis_id", id);
    return content(
        Outcomes.found(analyses.artifact(who.tenant(), id, ArtifactName.EXPLAIN), id), true);
  }

  @GetMapping(path = "/v1/analysis/{id}/drift", produces = "application/json")
  @Operation(
      operationId = "getDrift",
      summary = "How the passing windows did after the end of the horizon")
  @Answers(
      value = "Drift",
      problems = {"404", "409", "422"})
  ResponseEntity<Resource> drift(
      @PathVariable String id, @AuthenticationPrincipal Authenticated who) {
    MDC.put("analysis_id", id);
    return content(Outcomes.found(analyses.drift(who.tenant(), id), id), false);
  }

  @GetMapping("/v1/analysis/{id}/artifacts/{name}")
  @Operation(
      operationId = "getArtifact",
      summary = "A file of the result",
      description = "result.json holds exactly the bytes whose hash is the ETag of the analysis.")
  @Answers(
      as = {"application/json", "text/csv", "image/png", "text/markdown"},
      conditional = true,
      problems = {"404", "409"})
  ResponseEntity<Resource> artifact(
      @PathVariable String id,
      @PathVariable String name,
      @AuthenticationPrincipal Authenticated who) {
    MDC.put("analysis_id", id);
    ArtifactName artifact = ArtifactName.find(name).orElseThrow(() -> noArtifact().exception());
    return content(Outcomes.found(analyses.artifact(who.tenant(), id, artifact), id), true);
  }

  @DeleteMapping(path = "/v1/analysis/{id}", produces = "application/json")
  @Operation(
      operationId = "cancelAnalysis",
      summary = "Cancel an analysis",
      description = "One that is finished stays as it is. Answers with the analysis either way.")
  @Answers(value = "Analysis", problems = "404")
  ResponseEntity<byte[]> cancel(
      @PathVariable String id,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    MDC.put("analysis_id", id);
    AnalysisView view =
        analyses
            .cancel(
                who.tenant(),
                id,
                (connection, cancelled) ->
                    AuditLog.record(
                        connection,
                        who.tenant(),
                        who.keyId(),
                        Action.ANALYSIS_CANCELLED,
                        id,
                        RequestTrace.requestId(request)))
            .orElseThrow(() -> Problems.analysisNotFound(id).exception());
    return ResponseEntity.ok().header("Cache-Control", CHANGING).body(analyses.envelope(view));
  }

  static ResponseEntity<Resource> content(Content content, boolean immutable) {
    try {
      return ResponseEntity.ok()
          .contentType(mediaType(content.mediaType()))
          .contentLength(content.length())
          .eTag("\"" + content.hash() + "\"")
          .header("Cache-Control", immutable ? IMMUTABLE : CHANGING)
          .varyBy("Accept", "Authorization", "X-API-Key")
          .body(new InputStreamResource(content.open()));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static MediaType mediaType(String name) {
    MediaType type = MediaType.parseMediaType(name);
    return type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type;
  }

  /** Whether CSV is asked for and JSON is not. */
  static boolean prefersCsv(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/csv") && !accept.contains("json");
  }

  private static PageQuery page(int number, int size) {
    between("page", number, 1, 1_000_000);
    between("page_size", size, 1, 1000);
    return new PageQuery(number, size);
  }

  private static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw Problems.parameter(
              name,
              "it lies between " + least + " and " + most,
              "Send a whole number in that range")
          .exception();
    }
  }

  private static List<String> names(@Nullable String text) {
    return text == null || text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", 100)).map(String::strip).toList();
  }

  private static Set<DayOfWeek> days(@Nullable String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : names(text)) {
      DayOfWeek found = null;
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.name().substring(0, 3).equals(name.toUpperCase(Locale.ROOT))) {
          found = day;
        }
      }
      if (found == null) {
        throw Problems.parameter(
                "dow", "days are MON, TUE, WED, THU, FRI, SAT, SUN", "Separate them with commas")
            .exception();
      }
      days.add(found);
    }
    return days;
  }

  private static Problem noArtifact() {
    return Problem.of(
        404,
        ProblemCode.NOT_FOUND,
        "ARTIFACT_NOT_FOUND",
        "A result has no file of this name",
        "Its files are "
            + Arrays.stream(ArtifactName.values())
                .map(ArtifactName::file)
                .collect(java.util.stream.Collectors.joining(", "))
            + ".");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** As it is written in the query. */
  enum Order {
    asc,
    desc
  }
}
