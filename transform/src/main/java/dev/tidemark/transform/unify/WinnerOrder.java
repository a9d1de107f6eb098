package dev.tidemark.transform.unify;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.Origin;

/**
 * Which of two bars with the same key wins: a real one before a mock one; any other bar before a
 * roll-up; then the provider's rank; the provider's own bar before one built from its trades, and
 * that before one from its quotes; then the greatest known time, revision and source number. Rows
 * equal in all of that are ordered by their values, so that the winner never depends on the order
 * of arrival.
 */
public final class WinnerOrder {
  private final ProviderRanks ranks;
  private final Names names;

  public WinnerOrder(ProviderRanks ranks, Names names) {
    this.ranks = ranks;
    this.names = names;
  }

  /** Whether row {@code i} of {@code a} wins over row {@code j} of {@code b}. */
  public boolean wins(BarRows a, int i, BarRows b, int j) {
    int order = Long.compare(a.get(BarField.MOCK, i), b.get(BarField.MOCK, j));
    if (order == 0) {
      order = Boolean.compare(rollUp(a, i), rollUp(b, j));
    }
    if (order == 0 && a.get(BarField.PROVIDER, i) != b.get(BarField.PROVIDER, j)) {
      order =
          ranks.compare(
              names.text(a.get(BarField.PROVIDER, i)), names.text(b.get(BarField.PROVIDER, j)));
    }
    if (order == 0) {
      order = Long.compare(a.get(BarField.ORIGIN, i), b.get(BarField.ORIGIN, j));
    }
    if (order == 0) {
      order = newest(BarField.SOURCE_KNOWN, a, i, b, j);
    }
    if (order == 0) {
      order = newest(BarField.REVISION, a, i, b, j);
    }
    if (order == 0) {
      order = newest(BarField.SEQ, a, i, b, j);
    }
    return (order == 0 ? byValues(a, i, b, j) : order) < 0;
  }

  private static boolean rollUp(BarRows rows, int row) {
    return rows.get(BarField.ORIGIN, row) == Origin.ROLLUP.ordinal();
  }

  private static int newest(BarField field, BarRows a, int i, BarRows b, int j) {
    return Long.compare(b.get(field, j), a.get(field, i));
  }

  private int byValues(BarRows a, int i, BarRows b, int j) {
    for (BarField field : BarField.values()) {
      long x = a.get(field, i);
      long y = b.get(field, j);
      if (x != y && field != BarField.KNOWN) {
        return switch (field) {
          case FLAGS, BASIS, VWAP_QUALITY -> nameOrEmpty(x).compareTo(nameOrEmpty(y));
          default -> Long.compare(x, y);
        };
      }
    }
    return 0;
  }

  private String nameOrEmpty(long code) {
    String name = names.name(code);
    return name == null ? "" : name;
  }
}
