package dev.tidemark.stream.archive;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Locale;

/** What an archive does that starts without a checkpoint over tables an earlier one has written. */
public enum ArchiveStart {
  /** It does not start. */
  REFUSE,
  /** It takes what comes from now on; what came since the last commit is not archived. */
  FROM_NOW,
  /** It reads the log from its beginning and leaves out what is archived. */
  REPLAY;

  /** Of {@code refuse}, {@code from-now} or {@code replay}; INVALID_ARGUMENT for others. */
  public static ArchiveStart parse(String text) {
    for (ArchiveStart start : values()) {
      if (start.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return start;
      }
    }
    throw TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "No such way to start the archive",
            "it is refuse, from-now or replay",
            "Use one of these")
        .withDetail("given", text);
  }
}
