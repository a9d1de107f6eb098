package dev.tidemark.app.command;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.zone.ZoneRulesProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Name to version of the program and of everything that can change a result. */
public final class Versions {
  private Versions() {}

  public static Map<String, String> collect() {
    Properties build = buildProperties();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tidemark", build.getProperty("version", "unknown"));
    versions.put("commit", commit(build));
    for (CalendarId calendar : CalendarId.values()) {
      versions.put(calendar.name(), TradingCalendar.of(calendar).version());
    }
    versions.put("tzdb", timeZoneData());
    versions.put(
        "java",
        System.getProperty("java.vendor.version", "").isEmpty()
            ? Runtime.version().toString()
            : Runtime.version() + " " + System.getProperty("java.vendor.version"));
    versions.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    return versions;
  }

  /** The release of the IANA time-zone database in this Java runtime, such as {@code 2026a}. */
  public static String timeZoneData() {
    return ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
  }

  private static String commit(Properties build) {
    String commit = build.getProperty("commit", "");
    // Unfilled placeholders: built from a source archive without git.
    return commit.isEmpty() || commit.startsWith("$")
        ? "unknown"
        : commit + " " + build.getProperty("commit.time", "");
  }

  private static Properties buildProperties() {
    Properties build = new Properties();
    try (InputStream in =
        Versions.class.getResourceAsStream("/dev/tidemark/app/build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }
}
