package dev.tidemark.lake.delta;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What went wrong with the disk, in the platform's terms. */
public final class IoFailures {
  private IoFailures() {}

  /** The failure as an error: full disk, no permission, or a device that does not answer. */
  public static TidemarkException of(String what, Path place, Throwable cause) {
    if (cause instanceof TidemarkException already) {
      return already;
    }
    if (isDiskFull(cause)) {
      return TidemarkException.of(
              ErrorCode.RESOURCE_EXHAUSTED,
              what,
              "the disk is full; nothing was committed",
              "free space and run again",
              cause)
          .withDetail("path", place);
    }
    if (isDenied(cause)) {
      return TidemarkException.of(
              ErrorCode.IO_FAILURE,
              what,
              "this user may not write there; nothing was committed",
              "change the permissions or choose another directory",
              cause)
          .withDetail("path", place);
    }
    return TidemarkException.of(
            ErrorCode.IO_FAILURE,
            what,
            "the file system answered: " + cause.getMessage(),
            "check the disk and run again",
            cause)
        .withDetail("path", place);
  }

  /** True when any cause says that the device or the quota is used up. */
  public static boolean isDiskFull(@Nullable Throwable failure) {
    return mentions(
        failure, "no space left", "disk quota exceeded", "not enough space", "file too large");
  }

  private static boolean isDenied(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof AccessDeniedException || t instanceof ReadOnlyFileSystemException) {
        return true;
      }
    }
    return mentions(failure, "permission denied", "read-only file system");
  }

  private static boolean mentions(@Nullable Throwable failure, String... texts) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      for (String text : texts) {
        if (message.contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
