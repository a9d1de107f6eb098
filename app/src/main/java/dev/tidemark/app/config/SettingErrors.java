package dev.tidemark.app.config;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.NearestName;
import dev.tidemark.core.error.TidemarkException;
import java.util.Collection;

/** The ways in which a configuration is wrong. */
final class SettingErrors {
  private SettingErrors() {}

  static TidemarkException unknownKey(String key, String source, Collection<String> known) {
    return TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "Unknown setting '" + key + "'",
            "an unknown key is most often a misspelt one, and ignoring it would hide that",
            "did you mean '" + NearestName.of(key, known) + "'? 'tidemark config' lists all keys")
        .withDetail("key", key)
        .withDetail("source", source);
  }

  static TidemarkException invalidValue(Setting setting, String source, String why) {
    return TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "Wrong value of '" + setting.key() + "'",
            why,
            "correct it there; what it means: " + setting.description())
        .withDetail("key", setting.key())
        .withDetail("source", source);
  }

  static TidemarkException unreadable(String file, String why) {
    return TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            "The configuration file cannot be read",
            why,
            "correct the file, or name another with --config")
        .withDetail("file", file);
  }
}
