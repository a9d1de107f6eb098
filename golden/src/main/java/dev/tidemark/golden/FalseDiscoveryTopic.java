package dev.tidemark.golden;

import dev.tidemark.core.stats.FalseDiscovery;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** 08: adjusted p-values, and what is rejected at several levels. */
final class FalseDiscoveryTopic implements GoldenTopic {

  private static final double RELATIVE = 1e-12;

  @Override
  public String prefix() {
    return "08_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    tally.known(root, Set.of("_readme", "tolerance", "cases"));
    for (Vector each : root.field("cases").elements()) {
      tally.section(each, () -> checkCase(each, tally));
    }
  }

  private static void checkCase(Vector each, Tally tally) {
    tally.known(each, Set.of("name", "p", "bh", "by", "reject"));
    double[] p = each.field("p").numbers();
    double[] bh = FalseDiscovery.benjaminiHochberg(p);
    double[] by = FalseDiscovery.benjaminiYekutieli(p);
    checkAdjusted(each.expected("bh"), bh, tally);
    checkAdjusted(each.expected("by"), by, tally);
    Vector reject = each.field("reject");
    for (String name : reject.names()) {
      Vector flags = reject.field(name);
      tally.known(flags, Set.of("bh", "by"));
      double level = level(name, flags);
      checkFlags(flags.expected("bh"), bh, level, tally);
      checkFlags(flags.expected("by"), by, level, tally);
    }
  }

  private static void checkAdjusted(Vector expected, double[] actual, Tally tally) {
    List<Vector> elements = tally.paired(expected, actual.length);
    for (int i = 0; i < elements.size(); i++) {
      tally.close(elements.get(i), actual[i], 0.0, RELATIVE);
    }
  }

  private static void checkFlags(Vector expected, double[] adjusted, double level, Tally tally) {
    List<Vector> elements = tally.paired(expected, adjusted.length);
    for (int i = 0; i < elements.size(); i++) {
      tally.exact(elements.get(i), adjusted[i] <= level);
    }
  }

  private static double level(String name, Vector place) {
    try {
      return Double.parseDouble(name);
    } catch (NumberFormatException notANumber) {
      throw new MalformedVector(place.place(), "expected a level as name");
    }
  }
}
