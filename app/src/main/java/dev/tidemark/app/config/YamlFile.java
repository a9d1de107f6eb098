package dev.tidemark.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file as dotted keys: {@code lake: {memory: 1GiB}} is {@code lake.memory = 1GiB}. */
final class YamlFile {
  private YamlFile() {}

  /** Keys in file order. INVALID_INPUT for a file that is not a map of scalars and maps. */
  static Map<String, String> read(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object root;
    try {
      root =
          new Yaml(new SafeConstructor(options))
              .load(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw SettingErrors.unreadable(file.toString(), String.valueOf(e.getMessage()));
    } catch (MarkedYAMLException e) {
      // The problem and its line only: the snippet in the full message may hold a secret.
      throw SettingErrors.unreadable(
          file.toString(), e.getProblem() + " in line " + (e.getProblemMark().getLine() + 1));
    } catch (YAMLException e) {
      throw SettingErrors.unreadable(file.toString(), "it is not YAML");
    }
    Map<String, String> flat = new LinkedHashMap<>();
    if (root != null) {
      flatten(file, "", root, flat);
    }
    return flat;
  }

  private static void flatten(Path file, String prefix, Object node, Map<String, String> flat) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            String path = prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key;
            flatten(file, path, value == null ? "" : value, flat);
          });
    } else if (node instanceof Iterable<?> || prefix.isEmpty()) {
      throw SettingErrors.unreadable(
          file.toString(),
          prefix.isEmpty() ? "it is not a map of keys" : "'" + prefix + "' is a list, not a value");
    } else {
      flat.put(prefix, String.valueOf(node));
    }
  }
}
