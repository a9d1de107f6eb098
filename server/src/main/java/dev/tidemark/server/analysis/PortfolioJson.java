package dev.tidemark.server.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.core.stats.FalseDiscovery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The tested cells of all analyses of a batch as one family: whoever looks at many tickers
 * multiplies the search, and a cell that passes within its own analysis need not pass here. The
 * rule is the strictest of the members: BY if any asks for it, at the smallest level.
 */
final class PortfolioJson {
  private static final List<String> SHOWN =
      List.of("cell", "dow", "window", "n_trades", "mean_net_bp", "ci90", "p");

  private PortfolioJson() {}

  /** A tested cell. */
  private record Candidate(AnalysisView view, JsonNode cell) {
    double p() {
      return cell.path("p").doubleValue();
    }

    double lower() {
      return cell.path("ci90").path(0).doubleValue();
    }
  }

  /** A candidate and its q among all. */
  private record Decided(Candidate candidate, double bh, double by) {}

  /**
   * @param bodies of the analyses that succeeded, in their order
   */
  static Content of(BatchView batch, Map<AnalysisView, byte[]> bodies) {
    List<Candidate> family = new ArrayList<>();
    boolean by = false;
    double level = 1;
    for (Map.Entry<AnalysisView, byte[]> each : bodies.entrySet()) {
      JsonNode body = tree(each.getValue());
      by |= body.path("family").path("method").asText().equals("BY");
      level = Math.min(level, body.path("family").path("q").doubleValue());
      for (JsonNode cell : body.path("cells")) {
        if (cell.path("p").isNumber()) {
          family.add(new Candidate(each.getKey(), cell));
        }
      }
    }
    double[] p = family.stream().mapToDouble(Candidate::p).toArray();
    double[] bh = FalseDiscovery.benjaminiHochberg(p);
    double[] byQ = FalseDiscovery.benjaminiYekutieli(p);
    List<Decided> passing = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      if ((by ? byQ[i] : bh[i]) <= level) {
        passing.add(new Decided(family.get(i), bh[i], byQ[i]));
      }
    }
    passing.sort(
        Comparator.comparingDouble((Decided d) -> -d.candidate().lower())
            .thenComparingInt(d -> -d.candidate().cell().path("n_trades").intValue()));
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("batch_id", batch.batchId())
        .field("method", by ? "BY" : "BH")
        .field("q", level)
        .field("analyses", batch.members().size())
        .field("succeeded", bodies.size())
        .field("tested", family.size())
        .field("passed", passing.size())
        .name("windows")
        .beginArray();
    passing.forEach(each -> write(each, json));
    return Content.of("application/json", json.endArray().endObject().bytes());
  }

  private static void write(Decided decided, CanonicalJson json) {
    AnalysisView view = decided.candidate().view();
    json.beginObject().field("analysis_id", view.analysisId()).field("ticker", view.ticker());
    for (String name : SHOWN) {
      JsonValues.write(decided.candidate().cell().path(name), json.name(name));
    }
    json.field("fdr_q", decided.bh()).field("by_q", decided.by()).endObject();
  }

  private static JsonNode tree(byte[] body) {
    try {
      return StrictJson.tree(body);
    } catch (StrictJson.Malformed e) {
      throw new IllegalStateException("our own body is not readable", e);
    }
  }
}
