package dev.tidemark.app.config;

import dev.tidemark.core.error.TidemarkException;
import java.util.Locale;

/**
 * One known key.
 *
 * @param key dotted, lower case: {@code lake.memory}
 * @param kind how its text is read
 * @param fallback value when nobody sets it; empty when it depends on the home directory
 * @param secret never printed
 * @param description one line for {@code tidemark config --help} and the documentation
 */
public record Setting(String key, Kind kind, String fallback, boolean secret, String description) {

  /** How the text of a value is read. */
  public enum Kind {
    TEXT,
    PATH,
    /** An address; a user name and password inside it are never printed. */
    URL,
    SWITCH,
    COUNT,
    /** {@code 512MiB}, {@code 2GiB}, or plain bytes. */
    SIZE,
    /** {@code 90d}, {@code 12h}, {@code 30s}, or ISO 8601 such as {@code PT10S}. */
    DURATION
  }

  /** The environment variable that overrides the key. */
  public String variable() {
    return "TIDEMARK_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Reads the text as the kind says; INVALID_ARGUMENT when it cannot. */
  Object parse(String text) {
    return switch (kind) {
      case TEXT, PATH, URL -> text;
      case SWITCH -> Values.parseSwitch(text);
      case COUNT -> Values.parseCount(text);
      case SIZE -> Values.parseSize(text);
      case DURATION -> Values.parseDuration(text);
    };
  }

  /** The value as it may be shown. */
  String masked(String text) {
    if (secret) {
      return text.isEmpty() ? "" : "********";
    }
    return kind == Kind.URL ? text.replaceFirst("//[^/@]*@", "//********@") : text;
  }

  TidemarkException invalid(String source, IllegalArgumentException cause) {
    return SettingErrors.invalidValue(this, source, String.valueOf(cause.getMessage()));
  }
}
