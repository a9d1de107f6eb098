package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where each value of a mapping is in the records of one file.
 *
 * @param fields numeric fields
 * @param time position of the time
 * @param symbol position of the symbol, -1 when records have none
 * @param tradeId position of the trade id, or -1
 * @param side position of the side, or -1
 * @param known position of the known time, or -1
 * @param width fields a record must have at least
 */
record RowLayout(
    List<FieldReader> fields, int time, int symbol, int tradeId, int side, int known, int width) {

  private static final List<Field> QUOTE_BAR =
      List.of(
          Field.BID_OPEN,
          Field.BID_HIGH,
          Field.BID_LOW,
          Field.BID_CLOSE,
          Field.ASK_OPEN,
          Field.ASK_HIGH,
          Field.ASK_LOW,
          Field.ASK_CLOSE);
  private static final List<Field> BAR = List.of(Field.OPEN, Field.HIGH, Field.LOW, Field.CLOSE);

  /** Positions by the names in the first line of a file; {@code names} is empty without header. */
  static RowLayout of(Binding binding, List<String> names) throws RefusedException {
    Mapping mapping = binding.mapping();
    List<String> missing = missing(mapping, names);
    if (!missing.isEmpty()) {
      throw refused(mapping, binding.name(), missing);
    }
    Columns columns = new Columns(mapping, names);
    Map<Field, Integer> found = new EnumMap<>(Field.class);
    mapping
        .columns()
        .forEach(
            (field, column) ->
                columns.position(column).ifPresent(position -> found.put(field, position)));
    int time = columns.position(mapping.time().column()).orElseThrow();
    return build(mapping, found, time, names.size());
  }

  static RefusedException refused(Mapping mapping, String file, List<String> missing) {
    return new RefusedException(
        new Refusal(
            file,
            "MISSING_COLUMNS",
            "layout " + mapping.name() + " needs columns " + missing + " that the header lacks",
            "give a file with these columns, or a mapping of its own"));
  }

  /** The columns without which no record can be a row, as far as the names lack them. */
  static List<String> missing(Mapping mapping, List<String> names) {
    Columns columns = new Columns(mapping, names);
    List<String> missing = new ArrayList<>();
    needed(mapping).stream().filter(c -> columns.position(c).isEmpty()).forEach(missing::add);
    return missing;
  }

  /** What {@link #missing} looks for; a name that ends with a bar may always be missing. */
  static List<String> needed(Mapping mapping) {
    List<String> needed = new ArrayList<>();
    new EnumMap<>(mapping.columns())
        .forEach(
            (field, column) -> {
              if (required(mapping, field)) {
                needed.add(column);
              }
            });
    needed.add(mapping.time().column());
    return needed;
  }

  private static RowLayout build(
      Mapping mapping, Map<Field, Integer> found, int time, int headerWidth) {
    List<FieldReader> fields = new ArrayList<>();
    int width = Math.max(mapping.minimumColumns(), time + 1);
    for (Map.Entry<Field, Integer> entry : found.entrySet()) {
      Field field = entry.getKey();
      width = Math.max(width, entry.getValue() + 1);
      if (field.column().isPresent()) {
        fields.add(
            new FieldReader(
                field, entry.getValue(), required(mapping, field), scale(mapping, field)));
      }
    }
    return new RowLayout(
        List.copyOf(fields),
        time,
        found.getOrDefault(Field.SYMBOL, -1),
        found.getOrDefault(Field.TRADE_ID, -1),
        found.getOrDefault(Field.SIDE, -1),
        found.getOrDefault(Field.KNOWN_TIME, -1),
        Math.max(width, headerWidth));
  }

  /** The reader of a field, if the file has it. */
  Optional<FieldReader> reader(Field field) {
    return fields.stream().filter(reader -> reader.field == field).findFirst();
  }

  /** Where columns are. The names in Parquet files are compared without regard to case. */
  private record Columns(Mapping mapping, Map<String, Integer> positions, boolean numbered) {

    Columns(Mapping mapping, List<String> names) {
      this(mapping, positions(mapping, names), names.isEmpty());
    }

    private static Map<String, Integer> positions(Mapping mapping, List<String> names) {
      return Binding.positions(names.stream().map(name -> spelled(mapping, name)).toList());
    }

    private static String spelled(Mapping mapping, String name) {
      boolean parquet = mapping.format() == Mapping.Format.PARQUET;
      return parquet ? name.toLowerCase(Locale.ROOT) : name;
    }

    Optional<Integer> position(String column) {
      if (numbered) {
        return column.chars().allMatch(Character::isDigit) && !column.isEmpty()
            ? Optional.of(Integer.parseInt(column))
            : Optional.empty();
      }
      return Arrays.stream(column.split("\\|"))
          .map(name -> spelled(mapping, name))
          .filter(positions::containsKey)
          .map(positions::get)
          .findFirst();
    }
  }

  /** The values without which a row of the kind is no row; those a source may leave out are not. */
  static boolean required(Mapping mapping, Field field) {
    if (mapping.columns().getOrDefault(field, "").endsWith("|")) {
      return false;
    }
    if (field == Field.SYMBOL) {
      return true;
    }
    return switch (mapping.kind()) {
      case BARS -> BAR.contains(field) || QUOTE_BAR.contains(field) || field == Field.VOLUME;
      case TRADES -> field == Field.PRICE || field == Field.SIZE || field == Field.TRADE_ID;
      case QUOTES -> field == Field.BID || field == Field.ASK;
      case CORPORATE_ACTIONS -> field == Field.SPLIT;
    };
  }

  /** Digits to read so that the stored unscaled value comes out. */
  private static int scale(Mapping mapping, Field field) {
    RawColumn column = field.column().orElseThrow();
    if (field.price()) {
      return column.scale() - mapping.priceDigits();
    }
    return field.size() ? column.scale() - mapping.sizeDigits() : column.scale();
  }
}
