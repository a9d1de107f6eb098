package dev.tidemark.app.torture;

import java.util.Optional;

/**
 * A place in a run.
 *
 * @param phase its name
 * @param count how often the run had reached that phase before
 */
record Moment(String phase, long count) {
  private static final String REACHED = "@phase ";
  private static final String PAUSED = "@paused ";

  /** What the victim says when it passes here. */
  String reachedLine() {
    return REACHED + phase + " " + count;
  }

  /** What the victim says when it stops here to be killed. */
  String pausedLine() {
    return PAUSED + phase + " " + count;
  }

  /** As a system property. */
  String property() {
    return phase + ":" + count;
  }

  static Moment ofProperty(String text) {
    int colon = text.lastIndexOf(':');
    return new Moment(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
  }

  static Optional<Moment> reached(String line) {
    return parse(line, REACHED);
  }

  static Optional<Moment> paused(String line) {
    return parse(line, PAUSED);
  }

  private static Optional<Moment> parse(String line, String start) {
    if (!line.startsWith(start)) {
      return Optional.empty();
    }
    int blank = line.lastIndexOf(' ');
    return Optional.of(
        new Moment(
            line.substring(start.length(), blank), Long.parseLong(line.substring(blank + 1))));
  }
}
