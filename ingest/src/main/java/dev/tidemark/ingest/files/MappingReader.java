package dev.tidemark.ingest.files;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.text.TimeFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads mappings from YAML, one per document. Unknown keys are errors. */
public final class MappingReader {

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "description",
          "path",
          "first",
          "header",
          "headers",
          "vars",
          "format",
          "delimiter",
          "provider",
          "symbol",
          "symbol_style",
          "asset",
          "calendar",
          "kind",
          "interval",
          "time",
          "columns",
          "minimum_columns",
          "price_digits",
          "size_digits",
          "flags",
          "refuse");
  private static final Set<String> TIME_KEYS =
      Set.of("column", "format", "zone", "label", "date", "offsets_vary");

  private final String origin;

  private MappingReader(String origin) {
    this.origin = origin;
  }

  /** All mappings of a YAML text; INVALID_INPUT with the place when it is not one. */
  public static List<Mapping> read(String yaml, String origin) {
    MappingReader reader = new MappingReader(origin);
    List<Mapping> mappings = new ArrayList<>();
    try {
      for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
        if (document != null) {
          mappings.add(reader.mapping(reader.object(document, "mapping")));
        }
      }
    } catch (YAMLException notYaml) {
      throw reader.error("is not YAML: " + notYaml.getMessage(), "");
    }
    return List.copyOf(mappings);
  }

  private Mapping mapping(Map<String, Object> from) {
    check(from, KEYS, "");
    List<List<String>> headers = new ArrayList<>();
    if (from.containsKey("header")) {
      headers.add(strings(from.get("header"), "header"));
    }
    if (from.get("headers") instanceof List<?> many) {
      many.forEach(one -> headers.add(strings(one, "headers")));
    }
    return new Mapping(
        text(from, "name", ""),
        pattern(from, "path"),
        pattern(from, "first"),
        headers,
        lookups(from.get("vars")),
        choice(Mapping.Format.class, text(from, "format", "csv"), "format"),
        text(from, "delimiter", ",").charAt(0),
        text(from, "provider", "${provider}"),
        text(from, "symbol", "${symbol}"),
        choice(Mapping.SymbolStyle.class, text(from, "symbol_style", "plain"), "symbol_style"),
        text(from, "asset", "infer"),
        text(from, "calendar", "infer"),
        choice(Kind.class, text(from, "kind", "bars"), "kind"),
        text(from, "interval", "${interval}"),
        time(from.get("time")),
        columns(from.get("columns")),
        number(from, "minimum_columns"),
        number(from, "price_digits"),
        number(from, "size_digits"),
        from.containsKey("flags") ? strings(from.get("flags"), "flags") : List.of(),
        refused(from.get("refuse")));
  }

  private Mapping.Time time(@Nullable Object value) {
    if (value == null) {
      return new Mapping.Time("0", TimeFormat.ISO, "UTC", "start", "", false);
    }
    Map<String, Object> from = object(value, "time");
    check(from, TIME_KEYS, "time.");
    return new Mapping.Time(
        text(from, "column", "0"),
        choice(TimeFormat.class, text(from, "format", "iso"), "time.format"),
        text(from, "zone", "UTC"),
        text(from, "label", "start"),
        text(from, "date", "${date}"),
        Boolean.parseBoolean(text(from, "offsets_vary", "false")));
  }

  private Map<Field, String> columns(@Nullable Object value) {
    Map<Field, String> columns = new EnumMap<>(Field.class);
    if (value != null) {
      object(value, "columns")
          .forEach(
              (key, column) ->
                  columns.put(choice(Field.class, key, "columns"), String.valueOf(column)));
    }
    return columns;
  }

  private Map<String, Mapping.Lookup> lookups(@Nullable Object value) {
    Map<String, Mapping.Lookup> lookups = new HashMap<>();
    if (value != null) {
      object(value, "vars")
          .forEach(
              (key, lookup) -> {
                Map<String, String> values = new HashMap<>();
                object(lookup, "vars." + key).forEach((k, v) -> values.put(k, String.valueOf(v)));
                String of = values.remove("of");
                lookups.put(key, new Mapping.Lookup(of == null ? "" : of, values));
              });
    }
    return lookups;
  }

  private Optional<Mapping.Refused> refused(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    Map<String, Object> from = object(value, "refuse");
    check(from, Set.of("code", "why", "fix"), "refuse.");
    return Optional.of(
        new Mapping.Refused(
            text(from, "code", "REFUSED"), text(from, "why", ""), text(from, "fix", "")));
  }

  private Optional<Pattern> pattern(Map<String, Object> from, String key) {
    Object value = from.get(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(String.valueOf(value)));
    } catch (PatternSyntaxException malformed) {
      throw error("is not a regular expression: " + malformed.getMessage(), key);
    }
  }

  private String text(Map<String, Object> from, String key, String otherwise) {
    Object value = from.get(key);
    String text = value == null ? otherwise : String.valueOf(value);
    if (text.isEmpty() && (key.equals("name") || key.equals("delimiter"))) {
      throw error("is missing or empty", key);
    }
    return text;
  }

  private int number(Map<String, Object> from, String key) {
    Object value = from.get(key);
    if (value == null) {
      return 0;
    }
    if (value instanceof Integer number && Math.abs(number) <= 18) {
      return number;
    }
    throw error("is not a small whole number", key);
  }

  private List<String> strings(@Nullable Object value, String key) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw error("is not a list", key);
  }

  private Map<String, Object> object(@Nullable Object value, String key) {
    if (!(value instanceof Map<?, ?> map)) {
      throw error("is not a mapping of keys to values", key);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    map.forEach((k, v) -> out.put(String.valueOf(k), v));
    return out;
  }

  private <E extends Enum<E>> E choice(Class<E> type, String value, String key) {
    String wanted = value.toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return constant;
      }
    }
    throw error("is " + value + ", not one of " + Arrays.toString(type.getEnumConstants()), key);
  }

  private void check(Map<String, Object> from, Set<String> known, String prefix) {
    for (String key : from.keySet()) {
      if (!known.contains(key)) {
        throw error("is not a key of a mapping", prefix + key);
      }
    }
  }

  private TidemarkException error(String why, String key) {
    return TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            "Mapping cannot be read",
            (key.isEmpty() ? "the text " : key + " ") + why,
            "Correct the mapping; the presets are examples")
        .withDetail("mapping", origin);
  }
}
