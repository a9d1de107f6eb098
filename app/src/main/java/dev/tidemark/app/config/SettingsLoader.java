package dev.tidemark.app.config;

import dev.tidemark.app.config.Settings.Value;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.TidemarkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts the configuration together. The later wins: default, {@code tidemark.yaml}, environment. The
 * file is the one named on the command line or by {@code TIDEMARK_CONFIG}, else {@code
 * HOME/tidemark.yaml} when there is one.
 */
public final class SettingsLoader {
  /** Source of a value that nobody has set. */
  static final String DEFAULT = "default";

  /** Variables that are not keys: they say where to look, or speak to the launcher. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          "TIDEMARK_HOME",
          "TIDEMARK_CONFIG",
          "TIDEMARK_JAVA_HOME",
          "TIDEMARK_JAVA_OPTS",
          "TIDEMARK_JVM_DIRS",
          "TIDEMARK_HEAP",
          "TIDEMARK_NO_BUILD");

  private final Host host;

  public SettingsLoader(Host host) {
    this.host = host;
  }

  /**
   * @param home overrides {@code TIDEMARK_HOME} and {@code ~/.tidemark}
   * @param file overrides {@code TIDEMARK_CONFIG} and {@code HOME/tidemark.yaml}
   */
  public Settings load(Optional<String> home, Optional<String> file) {
    Path where = home(home);
    Map<Setting, Value> values = new LinkedHashMap<>();
    for (Setting setting : KnownSettings.ALL) {
      values.put(setting, value(setting, fallback(setting, where), DEFAULT));
    }
    file(where, file).ifPresent(path -> readFile(path, values));
    readEnvironment(values);
    return new Settings(where, values);
  }

  private static String fallback(Setting setting, Path home) {
    if (setting == KnownSettings.LAKE_ROOT) {
      return home.resolve("lake").toString();
    }
    return setting == KnownSettings.OBJECTS_ROOT
        ? home.resolve("objects").toString()
        : setting.fallback();
  }

  private Path home(Optional<String> given) {
    return given
        .or(() -> variable("TIDEMARK_HOME"))
        .map(host::resolve)
        .orElseGet(() -> host.userHome().resolve(".tidemark"));
  }

  private Optional<Path> file(Path home, Optional<String> given) {
    Optional<Path> named = given.or(() -> variable("TIDEMARK_CONFIG")).map(host::resolve);
    if (named.isPresent() && !Files.isReadable(named.get())) {
      throw SettingErrors.unreadable(named.get().toString(), "there is no readable file here");
    }
    return named.or(() -> Optional.of(home.resolve("tidemark.yaml")).filter(Files::exists));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(host.environment().get(name)).filter(text -> !text.isBlank());
  }

  private void readFile(Path file, Map<Setting, Value> values) {
    YamlFile.read(file)
        .forEach(
            (key, text) -> {
              Setting setting =
                  KnownSettings.byKey(key)
                      .orElseThrow(
                          () ->
                              SettingErrors.unknownKey(key, file.toString(), KnownSettings.keys()));
              values.put(setting, value(setting, text, file.toString()));
            });
  }

  private void readEnvironment(Map<Setting, Value> values) {
    // Sorted, so that of two mistakes always the same one is reported.
    new TreeMap<>(host.environment())
        .forEach(
            (name, text) -> {
              if (!name.startsWith("TIDEMARK_") || OTHER_VARIABLES.contains(name)) {
                return;
              }
              Setting setting =
                  KnownSettings.byVariable(name)
                      .orElseThrow(
                          () ->
                              SettingErrors.unknownKey(
                                  name,
                                  "environment",
                                  KnownSettings.ALL.stream().map(Setting::variable).toList()));
              values.put(setting, value(setting, text, name));
            });
  }

  private Value value(Setting setting, String text, String source) {
    String full =
        setting.kind() == Setting.Kind.PATH ? host.resolve(text.strip()).toString() : text.strip();
    try {
      return new Value(full, setting.parse(full), source);
    } catch (IllegalArgumentException e) {
      TidemarkException error = setting.invalid(source, e);
      throw setting.secret() ? error : error.withDetail("value", text);
    }
  }
}
