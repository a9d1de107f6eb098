package dev.tidemark.stream.schema;

import java.util.List;

/**
 * What is to be said of one schema file.
 *
 * @param detail what it was held against, in words
 * @param reasons why it may not be used; empty unless it is incompatible or broken
 * @param plan steps that lead to it nevertheless; empty unless it is incompatible
 */
public record SchemaVerdict(
    TopicSchema schema, State state, String detail, List<String> reasons, List<String> plan) {
  /** How a file stands to what was released or registered. */
  public enum State {
    /** The latest released version. */
    RELEASED,
    /** May follow the released versions and is not one of them yet. */
    COMPATIBLE,
    INCOMPATIBLE,
    /** A released file is missing or was edited: records exist that were written with it. */
    TAMPERED
  }

  public SchemaVerdict {
    reasons = List.copyOf(reasons);
    plan = List.copyOf(plan);
  }

  public boolean isGood() {
    return state == State.RELEASED || state == State.COMPATIBLE;
  }
}
