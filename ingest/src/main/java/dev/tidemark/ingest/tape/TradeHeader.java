package dev.tidemark.ingest.tape;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.NearestName;
import dev.tidemark.core.error.TidemarkException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The columns of a CSV of trades, by the names in its first line, in any order. */
public final class TradeHeader {
  /** A column; the required ones come first. */
  public enum Field {
    SYMBOL,
    TS,
    PRICE,
    SIZE,
    TRADE_ID,
    SIDE,
    VERSION,
    OP,
    SEQ,
    KNOWN,
    UPD_LAST,
    UPD_HILO,
    UPD_VOL,
    CLOSING_AUCTION;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean required() {
      return ordinal() <= SIZE.ordinal();
    }
  }

  private static final List<String> NAMES =
      Arrays.stream(Field.values()).map(Field::column).toList();

  private final Map<Field, Integer> positions = new EnumMap<>(Field.class);
  private final int width;

  private TradeHeader(int width) {
    this.width = width;
  }

  /** INVALID_INPUT when a column is unknown, twice there or missing. */
  public static TradeHeader parse(String line) {
    String[] names = line.strip().split(",", -1);
    TradeHeader header = new TradeHeader(names.length);
    for (int i = 0; i < names.length; i++) {
      String name = names[i].strip().replace("\"", "").toLowerCase(Locale.ROOT);
      Optional<Field> field =
          Arrays.stream(Field.values()).filter(f -> f.column().equals(name)).findFirst();
      if (field.isEmpty()) {
        throw refused(
            "it has a column '" + shown(name) + "'",
            "the columns are "
                + String.join(", ", NAMES)
                + "; did you mean '"
                + NearestName.of(shown(name), NAMES)
                + "'?");
      }
      if (header.positions.put(field.get(), i) != null) {
        throw refused("it has the column '" + name + "' twice", "keep one of them");
      }
    }
    for (Field field : Field.values()) {
      if (field.required() && !header.positions.containsKey(field)) {
        throw refused(
            "it has no column '" + field.column() + "'",
            "the first line names the columns; symbol, ts, price and size must be there");
      }
    }
    return header;
  }

  /** Of a column in each line, or -1. */
  int position(Field field) {
    return positions.getOrDefault(field, -1);
  }

  int width() {
    return width;
  }

  private static String shown(String name) {
    return name.substring(0, Math.min(name.length(), 40));
  }

  private static TidemarkException refused(String why, String fix) {
    return TidemarkException.of(
        ErrorCode.INVALID_INPUT, "The file is not a CSV of trades", why, fix);
  }
}
