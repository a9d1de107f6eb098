package dev.tidemark.core.error;

/** Who can act on an error. */
public enum ErrorCategory {
  /** The request or its input is wrong; the caller changes it. */
  USER(2),
  /** The request is fine, but the state of the system does not allow it now. */
  PRECONDITION(3),
  /** A resource (disk, memory, network, engine) failed or is used up. */
  RESOURCE(4),
  /** A defect of this program. */
  INTERNAL(5);

  private final int exitCode;

  ErrorCategory(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Exit code of a command that ends with an error of this category. */
  public int exitCode() {
    return exitCode;
  }
}
