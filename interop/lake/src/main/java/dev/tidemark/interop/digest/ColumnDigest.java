package dev.tidemark.interop.digest;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Nulls, smallest, largest and exact sum of a column's values. Texts are compared by their
 * characters' codes; the sum of texts is that of their lengths, of dates that of their epoch days,
 * of booleans the number of trues. Values that are not finite are only counted.
 */
final class ColumnDigest {
  private final String name;
  private long nulls;
  private long notFinite;
  private BigDecimal sum = BigDecimal.ZERO;
  private @Nullable Object least;
  private @Nullable Object greatest;
  private String leastText = "-";
  private String greatestText = "-";

  ColumnDigest(String name) {
    this.name = name;
  }

  void add(@Nullable Object value, String canonical) {
    if (value == null) {
      nulls++;
      return;
    }
    if (value instanceof Double d && !Double.isFinite(d)) {
      notFinite++;
      return;
    }
    sum = sum.add(number(value));
    if (least == null || compare(value, least) < 0) {
      least = value;
      leastText = canonical;
    }
    if (greatest == null || compare(value, greatest) > 0) {
      greatest = value;
      greatestText = canonical;
    }
  }

  private static BigDecimal number(Object value) {
    return switch (value) {
      case String s -> BigDecimal.valueOf(s.codePointCount(0, s.length()));
      case Long n -> BigDecimal.valueOf(n);
      case Integer n -> BigDecimal.valueOf(n);
      case Double d -> new BigDecimal(d);
      case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
      case LocalDate d -> BigDecimal.valueOf(d.toEpochDay());
      case BigDecimal d -> d;
      default -> throw new IllegalArgumentException("no number for " + value.getClass());
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Object a, Object b) {
    return ((Comparable) a).compareTo(b);
  }

  String line() {
    String total = sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
    return name
        + " nulls="
        + nulls
        + " notFinite="
        + notFinite
        + " min="
        + leastText
        + " max="
        + greatestText
        + " sum="
        + total;
  }
}
