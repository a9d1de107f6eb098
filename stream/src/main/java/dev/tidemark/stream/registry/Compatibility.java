package dev.tidemark.stream.registry;

import java.util.Arrays;
import java.util.Optional;

/** What a new version of a subject must be able to, as the protocol names it. */
public enum Compatibility {
  NONE(false, false, false),
  /** The new schema reads what the latest wrote. */
  BACKWARD(true, false, false),
  /** The new schema reads what any version wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The latest schema reads what the new one writes. */
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  /** Both. */
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  Compatibility(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  boolean backward() {
    return backward;
  }

  boolean forward() {
    return forward;
  }

  /** Whether all versions count, not only the latest. */
  boolean transitive() {
    return transitive;
  }

  public static Optional<Compatibility> find(String name) {
    return Arrays.stream(values()).filter(level -> level.name().equals(name)).findFirst();
  }
}
