package dev.tidemark.lake.delta;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code _delta_log} directory of a table: one numbered file for each commit. */
public final class LogDirectory {
  private final Path directory;
  private final boolean durable;

  LogDirectory(Path table, boolean durable) {
    this.directory = table.resolve("_delta_log");
    this.durable = durable;
  }

  Path directory() {
    return directory;
  }

  Path file(long version) {
    return directory.resolve(String.format(Locale.ROOT, "%020d.json", version));
  }

  boolean has(long version) {
    return Files.exists(file(version));
  }

  /** The highest version there is a file for; -1 when there is none. */
  long newest() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("\\d{20}\\.json"))
          .mapToLong(name -> Long.parseLong(name.substring(0, 20)))
          .max()
          .orElse(-1);
    } catch (IOException e) {
      throw IoFailures.of("Cannot read the table's log", directory, e);
    }
  }

  /** The actions of a version; empty when there is no such file. CORRUPT when it is damaged. */
  Optional<List<Action>> read(long version) {
    Path file = file(version);
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw corrupt(file, "it is not text", e);
    } catch (IOException e) {
      throw IoFailures.of("Cannot read the table's log", file, e);
    }
    List<Action> actions = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank()) {
        try {
          actions.add(ActionCodec.parse(line));
        } catch (IllegalArgumentException e) {
          throw corrupt(file, String.valueOf(e.getMessage()), e);
        }
      }
    }
    if (actions.isEmpty()) {
      throw corrupt(file, "it is empty", new IllegalStateException("empty commit"));
    }
    return Optional.of(actions);
  }

  /** Writes a version unless it is there; false when another writer was first. */
  boolean put(long version, List<Action> actions) {
    Path target = file(version);
    StringBuilder text = new StringBuilder();
    for (Action action : actions) {
      text.append(ActionCodec.format(action)).append('\n');
    }
    try {
      Files.createDirectories(directory);
      Path temporary = AtomicFiles.temporary(target);
      try {
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        AtomicFiles.publish(temporary, target, false, durable);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw IoFailures.of("Cannot write the table's log", target, e);
    }
  }

  static TidemarkException corrupt(Path file, String why, Throwable cause) {
    return TidemarkException.of(
            ErrorCode.CORRUPT,
            "The table's log is damaged",
            why,
            "restore the file from a copy; the data files were not touched",
            cause)
        .withDetail("file", file);
  }
}
