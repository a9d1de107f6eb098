package dev.tidemark.server.console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The browser of this machine. None is downloaded. */
final class Chromium {
  static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox", // refuses to start as root otherwise; it only sees our own pages
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  static final String ABSENT =
      "no Chromium found: set CHROMIUM to its path, or install it as chromium or google-chrome";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private Chromium() {}

  static Optional<Path> find() {
    List<Path> places = new ArrayList<>();
    @Nullable String chosen = System.getenv("CHROMIUM");
    if (chosen != null && !chosen.isBlank()) {
      places.add(Path.of(chosen));
    }
    places.add(Path.of("/usr/bin/chromium"));
    @Nullable String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(Pattern.quote(File.pathSeparator), -1)) {
      if (!folder.isEmpty()) {
        NAMES.forEach(name -> places.add(Path.of(folder, name)));
      }
    }
    return places.stream().filter(Files::isExecutable).findFirst();
  }
}
