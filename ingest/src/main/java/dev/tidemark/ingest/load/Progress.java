package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SourceDigest;

/**
 * Names of the transactions that keep progress beside the rows.
 *
 * <ul>
 *   <li>{@code ingest/{provider}/{instrument}/{type}#{source}}: last position consumed
 *   <li>{@code …#{source}#hash}: hash of everything consumed up to there
 *   <li>{@code …#{source}#partial}: only some times of it were wanted, so that rows beyond the
 *       consumed position may be stored too
 *   <li>{@code ingest/{provider}/{instrument}/{type}@content-{128 bits}}: records of the series in
 *       a source of that content, which was consumed to its end
 *   <li>{@code watermark/{provider}/{instrument}/{type}}: greatest event time, microseconds
 * </ul>
 */
public final class Progress {

  private static final String WATERMARK = "watermark/";

  private Progress() {}

  public static String consumed(Series series, String source) {
    return "ingest/" + series.key() + "#" + source;
  }

  public static String hash(Series series, String source) {
    return consumed(series, source) + "#hash";
  }

  public static String partial(Series series, String source) {
    return consumed(series, source) + "#partial";
  }

  static String content(Series series, SourceDigest digest) {
    return "ingest/" + series.key() + "@content-" + digest.hex();
  }

  public static String watermark(Series series) {
    return WATERMARK + series.key();
  }

  /** Prefix of all watermarks of a table. */
  public static String watermarks() {
    return WATERMARK;
  }
}
