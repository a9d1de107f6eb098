package dev.tidemark.server.market;

import dev.tidemark.server.problem.Problems;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the features of series at times.
 *
 * @param asOf every symbol is asked for at each; empty for the latest
 * @param asKnown the same for all; empty for what was known at the times themselves
 */
public record FeaturesQuery(List<String> symbols, List<Instant> asOf, Optional<Instant> asKnown) {
  /** Rows of an answer. */
  public static final int MOST = 1_000;

  /** Reads the parameters of a request; what is not valid is a problem with status 422. */
  public static FeaturesQuery parse(
      String symbols, @Nullable String asOf, @Nullable String asKnown) {
    List<String> names = Symbols.several("symbols", symbols, MOST);
    Set<Instant> times = new LinkedHashSet<>();
    if (asOf != null) {
      for (String text : asOf.split(",", MOST + 1)) {
        times.add(Times.parse("as_of", text.strip()));
      }
    } else if (asKnown != null) {
      throw Problems.parameter("as_known", "it says what was known of a time", "Send as_of as well")
          .exception();
    }
    if ((long) names.size() * Math.max(1, times.size()) > MOST) {
      throw Problems.parameter(
              "symbols",
              names.size() + " symbols at " + times.size() + " times are more than " + MOST,
              "Ask in parts")
          .exception();
    }
    return new FeaturesQuery(
        names,
        List.copyOf(times),
        Optional.ofNullable(asKnown).map(text -> Times.parse("as_known", text)));
  }
}
