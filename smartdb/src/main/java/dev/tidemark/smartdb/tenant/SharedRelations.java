package dev.tidemark.smartdb.tenant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables that hold nothing of a tenant, by name; every other table must have policies. */
public final class SharedRelations {
  /** Where a new shared table is entered. */
  public static final String LIST =
      "smartdb/src/main/resources/dev/tidemark/smartdb/tenant/shared-relations.txt";

  private SharedRelations() {}

  /** Names with their schema. */
  public static Set<String> names() {
    try (InputStream list =
            Objects.requireNonNull(
                SharedRelations.class.getResourceAsStream("shared-relations.txt"), LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
