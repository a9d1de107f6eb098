package dev.tidemark.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The effective configuration: every known key has a value and a source. */
public final class Settings {

  /**
   * @param text as written
   * @param parsed as the setting's kind reads it
   * @param source {@code default}, the file, or the environment variable
   */
  record Value(String text, Object parsed, String source) {}

  private final Path home;
  private final Map<Setting, Value> values;

  Settings(Path home, Map<Setting, Value> values) {
    this.home = home;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Where Tidemark keeps its configuration and, unless told otherwise, the lake. */
  public Path home() {
    return home;
  }

  /** The same settings with the lake elsewhere. */
  public Settings withLakeRoot(Path root) {
    Map<Setting, Value> changed = new LinkedHashMap<>(values);
    changed.put(
        KnownSettings.LAKE_ROOT, new Value(root.toString(), root.toString(), "command line"));
    return new Settings(home, changed);
  }

  /** With this value unless somebody has set another. */
  public Settings withDefault(Setting setting, String text) {
    if (!source(setting).equals(SettingsLoader.DEFAULT)) {
      return this;
    }
    Map<Setting, Value> changed = new LinkedHashMap<>(values);
    changed.put(setting, new Value(text, setting.parse(text), "this command"));
    return new Settings(home, changed);
  }

  public Path path(Setting setting) {
    return Path.of(text(setting));
  }

  public String text(Setting setting) {
    return value(setting).text();
  }

  public boolean isOn(Setting setting) {
    return (Boolean) value(setting).parsed();
  }

  public int count(Setting setting) {
    return (Integer) value(setting).parsed();
  }

  /** Bytes. */
  public long size(Setting setting) {
    return (Long) value(setting).parsed();
  }

  public Duration duration(Setting setting) {
    return (Duration) value(setting).parsed();
  }

  /** The value as it may be shown: secrets masked. */
  public String shown(Setting setting) {
    return setting.masked(text(setting));
  }

  public String source(Setting setting) {
    return value(setting).source();
  }

  private Value value(Setting setting) {
    Value value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException("not a known setting: " + setting.key());
    }
    return value;
  }
}
