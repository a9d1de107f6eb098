package dev.tidemark.app.cli;

import dev.tidemark.core.error.ErrorCategory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exit codes, the same for every command, and listed in every {@code --help}. */
public final class ExitCodes {
  public static final int OK = 0;

  /** The command did its work, and what it looked at is not as it should be. */
  public static final int FINDINGS = 1;

  /** Ctrl-C; given by the Java runtime. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}

  /** Code to meaning, in ascending order. */
  public static Map<String, String> descriptions() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, "done");
    codes.put(" " + FINDINGS, "done, but something checked is not as it should be");
    codes.put(" " + ErrorCategory.USER.exitCode(), "the command line or its input is wrong");
    codes.put(
        " " + ErrorCategory.PRECONDITION.exitCode(), "the state of the system does not allow it");
    codes.put(
        " " + ErrorCategory.RESOURCE.exitCode(),
        "disk, memory, network or stored data failed; trying again may help");
    codes.put(" " + ErrorCategory.INTERNAL.exitCode(), "a defect of Tidemark");
    codes.put("69", "the launcher found no JDK of release 21 or newer");
    codes.put("70", "the launcher could not build");
    codes.put(Integer.toString(INTERRUPTED), "interrupted; what was committed stays committed");
    return codes;
  }
}
