package dev.tidemark.app.doctor;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs all checks in order. */
public final class Doctor {
  private final Map<String, Check> checks;

  Doctor(Map<String, Check> checks) {
    this.checks = new LinkedHashMap<>(checks);
  }

  /** The checks of this machine with this configuration. */
  public static Doctor of(Settings settings) {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("java", JavaChecks::release);
    checks.put("flags", JavaChecks::engineFlags);
    checks.put("memory", () -> JavaChecks.memory(settings.size(KnownSettings.LAKE_MEMORY)));
    checks.put("time zones", JavaChecks::timeZones);
    checks.put("home", () -> StorageChecks.writable("home", settings.home()));
    checks.put(
        "lake", () -> StorageChecks.writable("lake", settings.path(KnownSettings.LAKE_ROOT)));
    checks.put("disk", () -> StorageChecks.space(settings.path(KnownSettings.LAKE_ROOT)));
    checks.put("engine", EngineChecks::queryEngine);
    checks.put("buffers", EngineChecks::buffers);
    checks.put("database", () -> DatabaseChecks.database(settings));
    checks.put("port", () -> DatabaseChecks.port(settings));
    checks.put("loopback", NetworkChecks::loopback);
    checks.put("fonts", FontCheck::fonts);
    checks.put("python", PythonCheck::peers);
    return new Doctor(checks);
  }

  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    checks.forEach((name, check) -> findings.add(examine(name, check)));
    return findings;
  }

  private static Finding examine(String name, Check check) {
    try {
      return check.examine();
    } catch (Exception | LinkageError e) {
      return Finding.failed(
          name,
          e.getClass().getSimpleName() + ": " + e.getMessage(),
          "start through ./tidemark, which passes the flags the engines need; if that does not"
              + " help, report this line");
    }
  }
}
