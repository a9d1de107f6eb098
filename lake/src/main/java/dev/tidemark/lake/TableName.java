package dev.tidemark.lake;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.regex.Pattern;

/**
 * A table's name: {@code layer.name}, stored under {@code <root>/<layer>/<name>}.
 *
 * @param layer bronze, silver or gold (any lower-case word is accepted)
 * @param name lower-case letters, digits and underscores, starting with a letter
 */
public record TableName(String layer, String name) implements Comparable<TableName> {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  public TableName {
    if (!WORD.matcher(layer).matches() || !WORD.matcher(name).matches()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not a table name",
              "a table is named layer.name in lower-case letters, digits and underscores",
              "use a name such as bronze.raw_trades")
          .withDetail("table", layer + "." + name);
    }
  }

  public static TableName of(String layer, String name) {
    return new TableName(layer, name);
  }

  /** Parses {@code layer.name}. */
  public static TableName parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new TableName("", text)
        : new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(TableName other) {
    int byLayer = layer.compareTo(other.layer);
    return byLayer != 0 ? byLayer : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return layer + "." + name;
  }
}
