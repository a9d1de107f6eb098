package dev.tidemark.lake;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;

/**
 * One column of a table.
 *
 * @param name letters, digits and underscores
 * @param precision decimal digits in all, 0 unless the kind is DECIMAL
 * @param scale decimal digits after the point, 0 unless the kind is DECIMAL
 */
public record Column(String name, ColumnKind kind, int precision, int scale, boolean nullable) {

  public Column {
    boolean decimal = kind == ColumnKind.DECIMAL;
    boolean digitsFit =
        decimal
            ? precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision
            : precision == 0 && scale == 0;
    if (name.isEmpty() || !digitsFit) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not a column",
              "a column needs a name; a decimal 1 to 38 digits and a scale within them, other"
                  + " kinds none",
              "correct the column")
          .withDetail("column", name)
          .withDetail("kind", kind.name())
          .withDetail("precision", Integer.toString(precision))
          .withDetail("scale", Integer.toString(scale));
    }
  }

  public static Column string(String name) {
    return new Column(name, ColumnKind.STRING, 0, 0, false);
  }

  public static Column int64(String name) {
    return new Column(name, ColumnKind.LONG, 0, 0, false);
  }

  public static Column int32(String name) {
    return new Column(name, ColumnKind.INT, 0, 0, false);
  }

  public static Column float64(String name) {
    return new Column(name, ColumnKind.DOUBLE, 0, 0, false);
  }

  public static Column bool(String name) {
    return new Column(name, ColumnKind.BOOLEAN, 0, 0, false);
  }

  public static Column timestamp(String name) {
    return new Column(name, ColumnKind.TIMESTAMP, 0, 0, false);
  }

  public static Column date(String name) {
    return new Column(name, ColumnKind.DATE, 0, 0, false);
  }

  public static Column decimal(String name, int precision, int scale) {
    return new Column(name, ColumnKind.DECIMAL, precision, scale, false);
  }

  /** The same column, allowing nulls. */
  public Column nullableColumn() {
    return new Column(name, kind, precision, scale, true);
  }

  /** True for decimals that do not fit an unscaled {@code long} and travel as 128 bits. */
  public boolean wide() {
    return kind == ColumnKind.DECIMAL && precision > 18;
  }
}
