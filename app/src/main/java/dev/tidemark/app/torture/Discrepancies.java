package dev.tidemark.app.torture;

/**
 * How a resumed run differs from an undisturbed one, in rows.
 *
 * @param lost rows of the undisturbed run that are missing
 * @param doubled rows that are there more often
 * @param different rows with the same identity and other content, and rows the other run does not
 *     have
 */
record Discrepancies(long lost, long doubled, long different) {
  static final Discrepancies NONE = new Discrepancies(0, 0, 0);

  Discrepancies plus(Discrepancies other) {
    return new Discrepancies(
        lost + other.lost, doubled + other.doubled, different + other.different);
  }

  boolean none() {
    return lost == 0 && doubled == 0 && different == 0;
  }

  /** Compares two sorted sets of prints. */
  static Discrepancies between(RowPrints expected, RowPrints actual) {
    long lost = 0;
    long doubled = 0;
    long different = 0;
    int e = 0;
    int a = 0;
    while (e < expected.size() || a < actual.size()) {
      int order =
          e == expected.size()
              ? 1
              : a == actual.size() ? -1 : Long.compare(expected.identity(e), actual.identity(a));
      int endOfExpected = order > 0 ? e : endOfGroup(expected, e);
      int endOfActual = order < 0 ? a : endOfGroup(actual, a);
      int wanted = endOfExpected - e;
      int found = endOfActual - a;
      if (wanted == 0) {
        different += found;
      } else {
        lost += Math.max(0, wanted - found);
        doubled += Math.max(0, found - wanted);
        if (wanted == found) {
          different += unequal(expected, e, actual, a, wanted);
        }
      }
      e = endOfExpected;
      a = endOfActual;
    }
    return new Discrepancies(lost, doubled, different);
  }

  private static int endOfGroup(RowPrints prints, int from) {
    int at = from;
    while (at < prints.size() && prints.identity(at) == prints.identity(from)) {
      at++;
    }
    return at;
  }

  private static long unequal(RowPrints expected, int e, RowPrints actual, int a, int count) {
    long unequal = 0;
    for (int i = 0; i < count; i++) {
      if (expected.content(e + i) != actual.content(a + i)) {
        unequal++;
      }
    }
    return unequal;
  }
}
