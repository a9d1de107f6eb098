package dev.tidemark.app.config;

import dev.tidemark.app.config.Setting.Kind;
import java.util.List;
import java.util.Optional;

/** Every key of {@code tidemark.yaml}, in the order in which they are printed. */
public final class KnownSettings {
  public static final Setting LAKE_ROOT =
      new Setting("lake.root", Kind.PATH, "", false, "directory of all tables; default HOME/lake");
  public static final Setting LAKE_MEMORY =
      new Setting(
          "lake.memory",
          Kind.SIZE,
          "1536MiB",
          false,
          "memory the query engine may use beside the Java heap before it spills to disk");
  public static final Setting LAKE_THREADS =
      new Setting("lake.threads", Kind.COUNT, "0", false, "threads of the query engine; 0: cores");
  public static final Setting LAKE_DURABLE =
      new Setting(
          "lake.durable",
          Kind.SWITCH,
          "true",
          false,
          "flush to the device before a commit is reported, to survive power loss");
  public static final Setting LAKE_RETENTION =
      new Setting(
          "lake.retention", Kind.DURATION, "90d", false, "how long 'vacuum' keeps old versions");
  public static final Setting LAKE_FILE_SIZE =
      new Setting("lake.file-size", Kind.SIZE, "128MiB", false, "size of file 'optimize' aims at");
  public static final Setting LOG_LEVEL =
      new Setting("log.level", Kind.TEXT, "warn", false, "error, warn, info, debug or trace");

  public static final List<Setting> ALL =
      List.of(
          LAKE_ROOT,
          LAKE_MEMORY,
          LAKE_THREADS,
          LAKE_DURABLE,
          LAKE_RETENTION,
          LAKE_FILE_SIZE,
          LOG_LEVEL);

  private KnownSettings() {}

  static Optional<Setting> byKey(String key) {
    return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  static Optional<Setting> byVariable(String variable) {
    return ALL.stream().filter(setting -> setting.variable().equals(variable)).findFirst();
  }

  static List<String> keys() {
    return ALL.stream().map(Setting::key).toList();
  }
}
