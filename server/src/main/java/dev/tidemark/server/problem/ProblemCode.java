package dev.tidemark.server.problem;

/** The closed list of {@code code}: what kind of error it is, whatever the status line says. */
public enum ProblemCode {
  UNAUTHENTICATED,
  PERMISSION_DENIED,
  INVALID_ARGUMENT,
  RESOURCE_EXHAUSTED,
  NOT_FOUND,
  FAILED_PRECONDITION,
  CONFLICT,
  INTERNAL,
  UNAVAILABLE
}
