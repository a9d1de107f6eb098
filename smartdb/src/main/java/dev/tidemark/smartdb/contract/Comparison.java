package dev.tidemark.smartdb.contract;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts what is compared and keeps the first difference of a check. */
final class Comparison {
  /** Of doubles, which SQL may sum in another order (QUANT 2.5). */
  static final double TOLERANCE = 1e-9;

  interface Body {
    void run(Comparison comparison) throws SQLException;
  }

  private long compared;
  private String difference = "";

  private Comparison() {}

  static ContractResult check(String name, Body body) {
    Comparison comparison = new Comparison();
    try {
      body.run(comparison);
    } catch (SQLException e) {
      comparison.differs("the database refused: " + e.getMessage());
    }
    if (comparison.compared == 0) {
      comparison.differs("nothing was compared");
    }
    return new ContractResult(
        name, comparison.difference.isEmpty(), comparison.compared, comparison.difference);
  }

  void same(String what, @Nullable Object expected, @Nullable Object found) {
    compared++;
    if (!Objects.equals(expected, found)) {
      differs(what + ": expected " + expected + ", found " + found);
    }
  }

  /** Decimals are equal whatever their scale. */
  void decimal(String what, @Nullable BigDecimal expected, @Nullable BigDecimal found) {
    compared++;
    boolean equal =
        expected == null || found == null ? expected == found : expected.compareTo(found) == 0;
    if (!equal) {
      differs(what + ": expected " + expected + ", found " + found);
    }
  }

  /** NaN stands for no value. */
  void number(String what, double expected, double found) {
    compared++;
    boolean equal =
        Double.isNaN(expected) || Double.isNaN(found)
            ? Double.isNaN(expected) && Double.isNaN(found)
            : Math.abs(expected - found) <= TOLERANCE * Math.max(Math.abs(expected), 1e-3);
    if (!equal) {
      differs(what + ": expected " + expected + ", found " + found);
    }
  }

  <T> void rows(String what, List<T> expected, List<T> found) {
    compared += Math.max(expected.size(), found.size());
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        differs(what + ", row " + i + ": expected " + expected.get(i) + ", found " + found.get(i));
        return;
      }
    }
    if (expected.size() != found.size()) {
      differs(what + ": expected " + expected.size() + " rows, found " + found.size());
    }
  }

  void differs(String what) {
    if (difference.isEmpty()) {
      difference = what;
    }
  }
}
