package dev.tidemark.server.analysis;

import java.util.List;

/**
 * Why a request is refused.
 *
 * @param reason name of the specification (§4.1), e.g. {@code TOO_MANY_CELLS}; of the first error
 *     when there are several
 * @param detail what and why, one sentence each
 * @param hint how to fix it
 * @param errors one per place in the request; empty if the request as a whole is refused
 */
public record Rejection(String reason, String detail, String hint, List<FieldError> errors) {

  public Rejection {
    errors = List.copyOf(errors);
  }

  /**
   * @param pointer JSON pointer into the request, {@code ""} for all of it
   */
  public record FieldError(String pointer, String reason, String detail, String hint) {}
}
