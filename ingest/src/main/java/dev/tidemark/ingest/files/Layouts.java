package dev.tidemark.ingest.files;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.text.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mappings at hand, and which one fits a file. The first that fits is taken: users' own before
 * the presets.
 */
public final class Layouts {

  private static final char[] DELIMITERS = {',', '\t', ';', '|'};

  private final List<Mapping> mappings;

  private Layouts(List<Mapping> mappings) {
    this.mappings = List.copyOf(mappings);
    Set<String> names = new HashSet<>();
    for (Mapping mapping : mappings) {
      if (!names.add(mapping.name())) {
        throw TidemarkException.of(
                ErrorCode.INVALID_INPUT,
                "Two mappings have one name",
                "--preset could not tell them apart",
                "Rename one")
            .withDetail("name", mapping.name());
      }
    }
  }

  /** The built-in presets. */
  public static Layouts presets() {
    return new Layouts(bundled());
  }

  /** The mappings of the files, then the presets. */
  public static Layouts with(List<Path> mappingFiles) {
    List<Mapping> all = new ArrayList<>();
    for (Path file : mappingFiles) {
      try {
        all.addAll(MappingReader.read(Files.readString(file), file.toString()));
      } catch (IOException failed) {
        throw Container.unreadable(file, failed);
      }
    }
    all.addAll(bundled());
    return new Layouts(all);
  }

  public List<Mapping> mappings() {
    return mappings;
  }

  /** The mapping of a name; NOT_FOUND lists what there is. */
  public Mapping named(String name) {
    return mappings.stream()
        .filter(mapping -> mapping.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                TidemarkException.of(
                        ErrorCode.NOT_FOUND,
                        "No such preset",
                        "presets are " + mappings.stream().map(Mapping::name).toList(),
                        "Use one of these, or give a mapping file")
                    .withDetail("preset", name));
  }

  /** The mapping that fits a file, if one does; a file that nearly fits one is refused. */
  Optional<Match> find(String path, String logicalName, Head head, Optional<Mapping> forced)
      throws RefusedException {
    checkContent(logicalName, head);
    if (head.parquet()) {
      return findParquet(path, logicalName, head, forced);
    }
    if (forced.isPresent()) {
      Mapping mapping = forced.get();
      if (mapping.format() == Mapping.Format.PARQUET) {
        throw wrongFormat(logicalName, mapping, "text");
      }
      checkHeader(mapping, logicalName, head);
      return Optional.of(new Match(mapping, variables(mapping, path, head)));
    }
    Optional<Mapping> near = Optional.empty();
    Optional<Mapping> otherwiseNamed = Optional.empty();
    int fewest = Integer.MAX_VALUE;
    for (Mapping mapping : mappings) {
      if (mapping.format() == Mapping.Format.PARQUET || !fits(mapping.first(), head.first())) {
        continue;
      }
      boolean headerFits = mapping.hasHeader() && headerFits(mapping, head.first());
      if (!fits(mapping.path(), path)) {
        if (headerFits && otherwiseNamed.isEmpty()) {
          otherwiseNamed = Optional.of(mapping);
        }
        continue;
      }
      if (!mapping.hasHeader() || headerFits) {
        checkHeader(mapping, logicalName, head);
        return Optional.of(new Match(mapping, variables(mapping, path, head)));
      }
      int missing = missing(mapping, head.first());
      if (missing < fewest) {
        fewest = missing;
        near = Optional.of(mapping);
      }
    }
    checkDuplicates(logicalName, head);
    if (otherwiseNamed.isPresent()) {
      throw otherwiseNamed(logicalName, otherwiseNamed.get());
    }
    if (near.isPresent()) {
      checkHeader(near.get(), logicalName, head);
    }
    return Optional.empty();
  }

  private Optional<Match> findParquet(
      String path, String logicalName, Head head, Optional<Mapping> forced)
      throws RefusedException {
    List<String> names = names(head.first(), ',');
    if (names.size() > JsonFields.MOST_FIELDS) {
      throw refused(
          logicalName,
          "TOO_MANY_COLUMNS",
          names.size() + " columns; at most " + JsonFields.MOST_FIELDS + " are read",
          "write the columns that hold time, symbol and values into a file of their own");
    }
    Optional<Mapping> nearest = Optional.empty();
    int fewest = Integer.MAX_VALUE;
    for (Mapping mapping : forced.map(List::of).orElse(mappings)) {
      if (mapping.format() != Mapping.Format.PARQUET) {
        if (forced.isPresent()) {
          throw wrongFormat(logicalName, mapping, "Parquet");
        }
        continue;
      }
      if (forced.isEmpty()
          && (!fits(mapping.path(), path)
              || !fits(mapping.first(), head.first())
              || (mapping.hasHeader() && !covers(names, mapping.headers())))) {
        continue;
      }
      int missing = RowLayout.missing(mapping, names).size();
      if (missing == 0) {
        return Optional.of(new Match(mapping, variables(mapping, path, head)));
      }
      boolean near = forced.isPresent() || missing * 2 < RowLayout.needed(mapping).size();
      if (near && missing < fewest) {
        nearest = Optional.of(mapping);
        fewest = missing;
      }
    }
    if (nearest.isPresent()) {
      Mapping mapping = nearest.get();
      throw RowLayout.refused(mapping, logicalName, RowLayout.missing(mapping, names));
    }
    return Optional.empty();
  }

  private static RefusedException wrongFormat(String name, Mapping mapping, String found) {
    return refused(
        name,
        "WRONG_FORMAT",
        "the file is " + found + " but layout " + mapping.name() + " is " + mapping.format(),
        "choose a layout of the file's format");
  }

  /**
   * @param variables values of the path pattern's named groups and of {@code vars}
   */
  record Match(Mapping mapping, Map<String, String> variables) {}

  private static void checkContent(String name, Head head) throws RefusedException {
    if (head.binary()) {
      throw refused(name, "BINARY", "the content is not text", "give CSV, JSON lines or Parquet");
    }
    if (head.lines().isEmpty()) {
      throw refused(name, "EMPTY", "there is no line of text in it", "give a file with records");
    }
    if (head.lines().size() == 1 && head.first().length() > 60_000) {
      throw refused(
          name,
          "NO_LINES",
          "its first line is longer than any header or record",
          "give one record per line");
    }
  }

  private static void checkDuplicates(String name, Head head) throws RefusedException {
    for (char delimiter : DELIMITERS) {
      List<String> names = names(head.first(), delimiter);
      if (names.size() > 2 && names.stream().noneMatch(Layouts::numeric)) {
        Set<String> seen = new HashSet<>();
        for (String column : names) {
          if (!column.isEmpty() && !seen.add(column)) {
            throw refused(
                name,
                "DUPLICATE_HEADER",
                "the header names column " + column + " twice, so its values are ambiguous",
                "give each column one name");
          }
        }
      }
    }
  }

  /** The header in detail, for a mapping that is meant to be the file's. */
  private static void checkHeader(Mapping mapping, String name, Head head) throws RefusedException {
    if (mapping.format() != Mapping.Format.CSV || mapping.refusal().isPresent()) {
      return;
    }
    if (!mapping.hasHeader()) {
      checkWidth(mapping, name, head);
      return;
    }
    checkDuplicates(name, head);
    if (headerFits(mapping, head.first())) {
      return;
    }
    for (char delimiter : DELIMITERS) {
      if (delimiter != mapping.delimiter()
          && covers(names(head.first(), delimiter), mapping.headers())) {
        throw refused(
            name,
            "WRONG_DELIMITER",
            "the header is delimited by "
                + show(delimiter)
                + " but layout "
                + mapping.name()
                + " by "
                + show(mapping.delimiter()),
            "convert the file, or give a mapping with that delimiter");
      }
    }
    List<String> missing = new ArrayList<>(mapping.headers().getFirst());
    missing.removeAll(names(head.first(), mapping.delimiter()));
    throw refused(
        name,
        "MISSING_COLUMNS",
        "layout " + mapping.name() + " needs columns " + missing + " that the header lacks",
        "give a file with these columns, or a mapping of its own");
  }

  private static void checkWidth(Mapping mapping, String name, Head head) throws RefusedException {
    List<String> lines = head.lines();
    long wide =
        lines.stream()
            .filter(line -> names(line, mapping.delimiter()).size() >= mapping.minimumColumns())
            .count();
    if (wide * 2 > lines.size()) {
      return;
    }
    for (char delimiter : DELIMITERS) {
      if (delimiter != mapping.delimiter()
          && names(head.first(), delimiter).size() >= mapping.minimumColumns()) {
        throw refused(
            name,
            "WRONG_DELIMITER",
            "records are delimited by "
                + show(delimiter)
                + " but layout "
                + mapping.name()
                + " by "
                + show(mapping.delimiter()),
            "convert the file, or give a mapping with that delimiter");
      }
    }
    throw refused(
        name,
        "MISSING_COLUMNS",
        "layout "
            + mapping.name()
            + " needs "
            + mapping.minimumColumns()
            + " columns in a record, the first record has "
            + names(head.first(), mapping.delimiter()).size(),
        "give a file of that layout, or a mapping of its own");
  }

  private static boolean headerFits(Mapping mapping, String header) {
    return covers(names(header, mapping.delimiter()), mapping.headers());
  }

  /**
   * How many of a layout's columns a header lacks, with the delimiter that suits it best; a layout
   * of which half is lacking is not meant, and lacks infinitely many.
   */
  private static int missing(Mapping mapping, String header) {
    int fewest = Integer.MAX_VALUE;
    for (char delimiter : DELIMITERS) {
      List<String> names = names(header, delimiter);
      for (List<String> wanted : mapping.headers()) {
        int missing = (int) wanted.stream().filter(name -> !names.contains(name)).count();
        if (missing * 2 < wanted.size()) {
          fewest = Math.min(fewest, missing);
        }
      }
    }
    return fewest;
  }

  private static RefusedException otherwiseNamed(String name, Mapping mapping) {
    return refused(
        name,
        "UNKNOWN_NAME",
        "its header is that of layout "
            + mapping.name()
            + ", but its name is not, and the name says what instrument and interval it holds",
        "rename it to match "
            + mapping.path().map(Pattern::pattern).orElse("")
            + ", or give a mapping of its own with --mapping");
  }

  /**
   * Exactly the wanted columns in any order; Yahoo's layouts, which have optional ones, may have
   * more.
   */
  private static boolean covers(List<String> names, List<List<String>> wanted) {
    for (List<String> header : wanted) {
      boolean open = header.contains("Dividends");
      if (names.containsAll(header) && (open || names.size() == header.size())) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(Optional<Pattern> pattern, String text) {
    return pattern.isEmpty() || pattern.get().matcher(text).find();
  }

  private static Map<String, String> variables(Mapping mapping, String path, Head head) {
    Map<String, String> values = new HashMap<>();
    mapping.path().ifPresent(pattern -> groups(pattern.matcher(path), values));
    mapping.first().ifPresent(pattern -> groups(pattern.matcher(head.first()), values));
    mapping
        .vars()
        .forEach(
            (name, lookup) -> {
              String key = values.getOrDefault(lookup.of(), "");
              String value = lookup.values().get(key);
              if (value == null) {
                value = lookup.values().get(key.toLowerCase(Locale.ROOT));
              }
              if (value == null) {
                value = lookup.values().getOrDefault("default", "");
              }
              values.put(name, value);
            });
    return values;
  }

  private static void groups(Matcher matcher, Map<String, String> values) {
    if (matcher.find()) {
      for (String group : matcher.namedGroups().keySet()) {
        String value = matcher.group(group);
        if (value != null) {
          values.put(group, value);
        }
      }
    }
  }

  static List<String> names(String header, char delimiter) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        names.add(name.toString().strip());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString().strip());
    return names;
  }

  private static boolean numeric(String text) {
    return !text.isEmpty() && "0123456789-+.".indexOf(text.charAt(0)) >= 0;
  }

  private static String show(char delimiter) {
    return delimiter == '\t' ? "tabs" : "'" + delimiter + "'";
  }

  private static RefusedException refused(String name, String code, String why, String fix) {
    return new RefusedException(new Refusal(name, code, why, fix));
  }

  private static List<Mapping> bundled() {
    try (InputStream in = Layouts.class.getResourceAsStream("presets.yaml")) {
      if (in == null) {
        throw new IllegalStateException("presets.yaml is not on the class path");
      }
      return MappingReader.read(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), "presets.yaml");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(mappings.stream().map(Mapping::name).toArray());
  }
}
