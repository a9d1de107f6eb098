package dev.tidemark.server.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one bar more than a page has, in windows of time: of a long range no more is read than the
 * page needs, and a range with few bars takes few questions.
 */
final class BarWindows {
  /** Bars that fit into the first window at least. */
  private static final int LEAST = 1_000;

  /** Later windows are longer while they hold little, up to so many bars. */
  private static final int LONGEST = 64_000;

  /** Sessions that a request reads from elsewhere. */
  private static final int MOST_COLD = 5;

  private final BarsQuery query;

  BarWindows(BarsQuery query) {
    this.query = query;
  }

  /**
   * What was read of a window.
   *
   * @param until of labels before it these are all
   * @param cold whether it took more than a look into the database
   */
  record Window(Rows rows, Instant until, boolean cold) {}

  /** Reads the bars labelled in a window, or in the first part of it. */
  @FunctionalInterface
  interface Source {
    Window read(Instant from, Instant to);
  }

  /**
   * What was read.
   *
   * @param rows at most {@code limit + 1}
   * @param until of labels before it these are all
   */
  record Read(Rows rows, Instant until) {}

  Read read(Source source) {
    int wanted = query.limit() + 1;
    long bars = Math.max(wanted, LEAST);
    List<List<@Nullable Object>> found = new ArrayList<>();
    List<String> columns = List.of();
    Instant at = query.from();
    int cold = 0;
    while (at.isBefore(query.to()) && found.size() < wanted && cold < MOST_COLD) {
      Instant end = at.plus(Duration.ofSeconds(bars * query.timeframe().seconds()));
      if (end.isAfter(query.to())) {
        end = query.to();
      }
      Window window = source.read(at, end);
      if (!window.rows().values().isEmpty()) {
        columns = window.rows().columns();
        found.addAll(window.rows().values());
      }
      at = window.until();
      cold += window.cold() ? 1 : 0;
      bars = Math.min(2 * bars, LONGEST);
    }
    return new Read(new Rows(columns, found).first(wanted), at);
  }
}
