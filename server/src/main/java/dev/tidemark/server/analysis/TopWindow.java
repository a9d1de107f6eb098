package dev.tidemark.server.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.TradeStatistics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is needed of a passing window to judge its Sharpe ratio again as trials are added. */
record TopWindow(double sharpe, int sessions, double skew, double kurtosis) {

  /** In the order of the ranking. */
  static List<TopWindow> of(AnalysisResult result) {
    List<TopWindow> windows = new ArrayList<>();
    for (int id : result.topWindows()) {
      CellResult cell = result.cells().get(id);
      TradeStatistics of = cell.statistics();
      windows.add(new TopWindow(of.sessionSharpe(), cell.sessions(), of.skew(), of.kurt()));
    }
    return windows;
  }

  static String text(List<TopWindow> windows) {
    CanonicalJson json = new CanonicalJson();
    json.beginArray();
    for (TopWindow window : windows) {
      json.beginArray()
          .value(window.sharpe())
          .value(window.sessions())
          .value(window.skew())
          .value(window.kurtosis())
          .endArray();
    }
    return json.endArray().text();
  }

  /** Reads what {@link #text} wrote. */
  static List<TopWindow> read(String text) {
    try {
      List<TopWindow> windows = new ArrayList<>();
      for (JsonNode window : StrictJson.tree(text.getBytes(StandardCharsets.UTF_8))) {
        windows.add(
            new TopWindow(
                number(window.get(0)),
                window.get(1).intValue(),
                number(window.get(2)),
                number(window.get(3))));
      }
      return windows;
    } catch (StrictJson.Malformed e) {
      throw new IllegalStateException("not what we wrote", e);
    }
  }

  private static double number(JsonNode node) {
    return node.isNull() ? Double.NaN : node.doubleValue();
  }
}
