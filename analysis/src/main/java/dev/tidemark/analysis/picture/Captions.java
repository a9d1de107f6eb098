package dev.tidemark.analysis.picture;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.report.SessionClock;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;

/** Words that several pictures share. */
final class Captions {
  private Captions() {}

  static String title(String what, AnalysisResult result) {
    return what + " · " + result.params().ticker() + " " + result.params().interval();
  }

  static String horizon(AnalysisResult result) {
    AnalysisParams params = result.params();
    return params.start() + " to " + params.end();
  }

  /** Such as {@code TUE 11:30-12:30}. */
  static String window(AnalysisResult result, CellResult cell) {
    SessionClock clock = SessionClock.of(result.params().calendar(), result.params().windows());
    String day = cell.day() == null ? "" : cell.day().name().substring(0, 3) + " ";
    return day + clock.window(cell.bin());
  }
}
