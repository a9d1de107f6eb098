package dev.tidemark.server.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param next cursor of the next page; null on the last
 */
public record AnalysisPage(List<AnalysisView> items, @Nullable String next) {

  public AnalysisPage {
    items = List.copyOf(items);
  }
}
