package dev.tidemark.golden;

import java.util.List;

/**
 * What one vector file came to.
 *
 * @param file name of the file
 * @param passed expected values that production code reproduced
 * @param failed expected values that it did not, including those not built
 * @param failures the first failures, each in one line
 * @param notBuilt parts of the file that nothing computes yet
 */
public record FileResult(
    String file, long passed, long failed, List<String> failures, List<String> notBuilt) {

  public boolean ok() {
    return failed == 0 && passed > 0;
  }

  /** {@code FILE: N passed, N failed}, and what is not built. */
  public String line() {
    String counts = file + ": " + passed + " passed, " + failed + " failed";
    return notBuilt.isEmpty()
        ? counts
        : counts + " (not built: " + String.join(", ", notBuilt) + ")";
  }
}
