package dev.tidemark.server.web;

import dev.tidemark.server.market.FeaturesQuery;
import dev.tidemark.server.market.MarketReads;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.security.Authenticated;
import dev.tidemark.smartdb.read.ContractFeature;
import dev.tidemark.smartdb.read.FeatureReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Features of market data, and what they are. */
@RestController
@Tag(name = "market")
class FeatureRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MarketReads market;
  private final FeatureReader reader;

  FeatureRoutes(MarketReads market, FeatureReader reader) {
    this.market = market;
    this.reader = reader;
  }

  @GetMapping(path = "/v1/features", produces = "application/json")
  @Operation(
      operationId = "getFeatures",
      summary = "All features of series at times, as they were known at a time",
      description =
          "One document for each symbol and time, at most 1000. Without 'as_of' the latest, computed"
              + " at most a second ago and after the last write; 'as_of' in the document tells when."
              + " Symbols that are not there are listed as unknown.")
  @Answers(
      value = "Features",
      problems = {"404", "409", "422"})
  ResponseEntity<byte[]> features(
      @Parameter(
              description =
                  "SYMBOL, SYMBOL@source, or private:NAME for one of your own; separated by commas.")
          @RequestParam
          String symbols,
      @Parameter(description = "Instants separated by commas, such as 2024-01-31T14:30:00Z.")
          @RequestParam(name = "as_of", required = false)
          @Nullable String asOf,
      @Parameter(description = "What was known then; at 'as_of' itself if left out.")
          @RequestParam(name = "as_known", required = false)
          @Nullable String asKnown,
      @AuthenticationPrincipal Authenticated who) {
    MarketReads.Features found =
        market.features(who.tenant(), FeaturesQuery.parse(symbols, asOf, asKnown));
    if (found.documents().isEmpty()) {
      throw MarketReads.noSeries(found.unknown());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("{\"features\":["));
    String separator = "";
    for (byte[] document : found.documents()) {
      out.writeBytes(ascii(separator));
      out.writeBytes(document);
      separator = ",";
    }
    out.writeBytes(ascii("],\"unknown\":"));
    out.writeBytes(JSON.writeValueAsBytes(found.unknown()));
    out.writeBytes(ascii("}"));
    return ResponseEntity.ok().header("Cache-Control", "private, no-cache").body(out.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @GetMapping(path = "/v1/metadata/features", produces = "application/json")
  @Operation(
      operationId = "listFeatures",
      summary = "The features of the contract: definition, owner, promised freshness")
  @Answers("FeatureRegistry")
  Map<String, Object> registry() {
    List<Map<String, @Nullable Object>> features = new ArrayList<>();
    for (ContractFeature feature : reader.registry()) {
      Map<String, @Nullable Object> member = new LinkedHashMap<>();
      member.put("name", feature.name());
      member.put("definition", feature.definition());
      member.put("definition_version", feature.definitionVersion());
      member.put("value_type", feature.valueType());
      member.put("owner", feature.owner());
      member.put("sla_seconds", seconds(feature.sla()));
      member.put("ttl_seconds", feature.ttl().map(FeatureRoutes::seconds).orElse(null));
      member.put("time_axis", feature.timeAxis());
      member.put("relation", feature.relation());
      features.add(member);
    }
    return Map.of("features", features);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
