package dev.tidemark.transform.unify;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.HashSet;
import java.util.List;

/**
 * Which provider is preferred: those listed, first to last; then all others, by name.
 *
 * @param preferred names without repetition
 */
public record ProviderRanks(List<String> preferred) {

  public ProviderRanks {
    preferred = List.copyOf(preferred);
    if (new HashSet<>(preferred).size() != preferred.size()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "A provider is ranked twice",
              "the first of two providers wins, so each has one place",
              "list each provider once")
          .withDetail("providers", preferred);
    }
  }

  public static ProviderRanks of(String... preferred) {
    return new ProviderRanks(List.of(preferred));
  }

  /** Below zero when {@code a} is preferred to {@code b}; zero only for the same name. */
  public int compare(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    int placeA = preferred.indexOf(a);
    int placeB = preferred.indexOf(b);
    if (placeA >= 0 || placeB >= 0) {
      return Integer.compare(
          placeA < 0 ? Integer.MAX_VALUE : placeA, placeB < 0 ? Integer.MAX_VALUE : placeB);
    }
    return a.compareTo(b);
  }
}
