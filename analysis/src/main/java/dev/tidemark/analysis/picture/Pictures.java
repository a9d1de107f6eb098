package dev.tidemark.analysis.picture;

import dev.tidemark.analysis.result.AnalysisResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** All pictures of a result. */
public final class Pictures {
  private Pictures() {}

  /**
   * File name to PNG.
   *
   * @throws dev.tidemark.core.error.TidemarkException PRECONDITION_FAILED on a machine without
   *     fonts; the result itself does not need them
   */
  public static Map<String, byte[]> of(AnalysisResult result) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    pictures.put("heatmap.png", HeatMapPicture.png(result));
    pictures.put("equity.png", EquityPicture.png(result));
    pictures.put("cost.png", CostPicture.png(result));
    pictures.put("half_life.png", HalfLifePicture.png(result));
    return pictures;
  }
}
