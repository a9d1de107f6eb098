package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Optional;

/** What a server that does not start says, in our words. */
final class ServerTrouble {
  private ServerTrouble() {}

  /** The causes that a user can remove; empty for others. {@code output}: messages in English. */
  static Optional<TidemarkException> recognised(String output) {
    if (output.contains("No space left on device") && output.contains("shared memory")) {
      return Optional.of(
          TidemarkException.of(
              ErrorCode.RESOURCE_EXHAUSTED,
              "The embedded PostgreSQL got no shared memory",
              "/dev/shm is full",
              "Give the container more, such as --shm-size=256m"));
    }
    if (output.contains("No space left on device") || output.contains("Disk quota exceeded")) {
      return Optional.of(
          TidemarkException.of(
              ErrorCode.RESOURCE_EXHAUSTED,
              "There is no space for the embedded PostgreSQL",
              "the disk is full or the quota is used up",
              "Free some space (200 MB to begin with), or move the home"));
    }
    if (output.contains("could not bind")) {
      return Optional.of(
          TidemarkException.of(
              ErrorCode.RESOURCE_EXHAUSTED,
              "The embedded PostgreSQL cannot listen on its port",
              "another program uses it",
              "Stop that program, or give another port with database.port"));
    }
    if (output.contains("has wrong ownership") || output.contains("has invalid permissions")) {
      return Optional.of(
          TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The embedded PostgreSQL refuses its data directory",
              lastMessage(output),
              "The directory must belong to the user that runs the server, with mode 0700"));
    }
    if (output.contains("Cannot allocate memory") || output.contains("could not fork")) {
      return Optional.of(
          TidemarkException.of(
              ErrorCode.RESOURCE_EXHAUSTED,
              "The embedded PostgreSQL got no memory or no process",
              lastMessage(output),
              "Raise the limits of memory or processes of this machine or container"));
    }
    return Optional.empty();
  }

  /** The last line that is an error, without its time stamp; else the last line. */
  static String lastMessage(String output) {
    String last = "";
    String worst = "";
    for (String line : output.lines().toList()) {
      last = line.isBlank() ? last : line;
      int at = Math.max(line.indexOf("FATAL:"), line.indexOf("PANIC:"));
      worst = at >= 0 ? line.substring(at + "FATAL:".length()).strip() : worst;
    }
    return worst.isEmpty() ? last.strip() : worst;
  }
}
