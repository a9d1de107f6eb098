package dev.tidemark.interop.digest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a set of rows is, whatever their order: how many, what each column holds, and a sum of the
 * rows' hashes. Two readers that print the same text have read the same rows.
 *
 * <p>A row's text is its values in the order of the columns, each followed by the character U+001F;
 * a null is U+0000. A row's hash is the first 16 bytes of the SHA-256 of its UTF-8 text; the hashes
 * are added modulo 2<sup>128</sup>.
 */
public final class RowDigest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

  private final List<ColumnDigest> columns = new ArrayList<>();
  private final MessageDigest sha;
  private BigInteger hash = BigInteger.ZERO;
  private long rows;

  public RowDigest(List<String> columns) {
    columns.forEach(name -> this.columns.add(new ColumnDigest(name)));
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Adds a row.
   *
   * @param values in the order of the columns: String, Long (also a timestamp, in microseconds
   *     since 1970-01-01T00:00Z), Integer, Double, Boolean, LocalDate, BigDecimal of the column's
   *     scale, or null
   */
  public void add(List<? extends @Nullable Object> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      Object value = values.get(i);
      String canonical = canonical(value);
      columns.get(i).add(value, canonical);
      text.append(canonical).append('\u001f');
    }
    byte[] digest = sha.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    hash = hash.add(new BigInteger(1, digest, 0, 16)).mod(MODULUS);
    rows++;
  }

  private static String canonical(@Nullable Object value) {
    return switch (value) {
      case null -> "\u0000";
      case String s -> s;
      case Long n -> n.toString();
      case Integer n -> n.toString();
      case Boolean b -> b.toString();
      case LocalDate d -> d.toString();
      case BigDecimal d -> d.toPlainString();
      case Double d -> String.format("%016x", Double.doubleToLongBits(d));
      default -> throw new IllegalArgumentException("no canonical text for " + value.getClass());
    };
  }

  /** One line for the rows, one for each column. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("rows=" + rows + " hash=" + String.format("%032x", hash));
    columns.forEach(column -> lines.add(column.line()));
    return lines;
  }
}
