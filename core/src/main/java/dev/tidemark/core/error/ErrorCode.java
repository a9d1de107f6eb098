package dev.tidemark.core.error;

/**
 * The closed list of ways in which an operation fails; stable, so that callers may branch on it.
 */
public enum ErrorCode {
  /** A parameter has a value that is never allowed. */
  INVALID_ARGUMENT(ErrorCategory.USER, false),
  /** Data that was given to us cannot be understood or breaks its own rules. */
  INVALID_INPUT(ErrorCategory.USER, false),
  /** The named thing does not exist. */
  NOT_FOUND(ErrorCategory.USER, false),
  /** The named thing exists and is different from what was asked for. */
  ALREADY_EXISTS(ErrorCategory.USER, false),
  /** Someone else changed the same thing first; trying again on the new state may work. */
  CONFLICT(ErrorCategory.PRECONDITION, true),
  /** Correct, but not something this version does. */
  UNSUPPORTED(ErrorCategory.USER, false),
  /** The state of the system does not allow the operation. */
  PRECONDITION_FAILED(ErrorCategory.PRECONDITION, false),
  /** Memory, disk space, file handles or a quota are used up. */
  RESOURCE_EXHAUSTED(ErrorCategory.RESOURCE, true),
  /** Reading or writing failed. */
  IO_FAILURE(ErrorCategory.RESOURCE, true),
  /** Another service does not answer now. */
  UNAVAILABLE(ErrorCategory.RESOURCE, true),
  /** Stored data is damaged. */
  CORRUPT(ErrorCategory.RESOURCE, false),
  /** A defect of this program. */
  INTERNAL(ErrorCategory.INTERNAL, false);

  private final ErrorCategory category;
  private final boolean retriable;

  ErrorCode(ErrorCategory category, boolean retriable) {
    this.category = category;
    this.retriable = retriable;
  }

  public ErrorCategory category() {
    return category;
  }

  /** Whether the same request may succeed later without being changed. */
  public boolean retriable() {
    return retriable;
  }

  /** Exit code of a command that ends with this error. */
  public int exitCode() {
    return category.exitCode();
  }
}
