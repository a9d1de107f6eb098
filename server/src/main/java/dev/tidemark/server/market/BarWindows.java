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

  private final BarsQuery query;

  BarWindows(BarsQuery query) {
    this.query = query;
  }

  /** Reads the bars labelled in a window. */
  @FunctionalInterface
  interface Source {
    Rows read(Instant from, Instant to);
  }

  /** At most {@code limit + 1} bars. */
  Rows read(Source source) {
    int wanted = query.limit() + 1;
    long bars = Math.max(wanted, LEAST);
    List<List<@Nullable Object>> found = new ArrayList<>();
    List<String> columns = List.of();
    Instant at = query.from();
    while (at.isBefore(query.to()) && found.size() < wanted) {
      Instant end = at.plus(Duration.ofSeconds(bars * query.timeframe().seconds()));
      if (end.isAfter(query.to())) {
        end = query.to();
      }
      Rows window = source.read(at, end);
      columns = window.columns();
      found.addAll(window.values());
      at = end;
      bars = Math.min(2 * bars, LONGEST);
    }
    return new Rows(columns, found).first(wanted);
  }
}
