package dev.tidemark.server.events;

import java.util.List;

/** What a member of an event may be. */
sealed interface Form {
  /** Visible text, trimmed by whoever sends it; at least one character. */
  record Text(int most) implements Form {}

  /** One of the names. */
  record Choice(List<String> names) implements Form {}

  /** ISO 8601 with an offset, to the nanosecond. */
  record Time() implements Form {}

  /** A number within bounds, both included. */
  record Number(double least, double most) implements Form {}

  /** A number with at most eight digits after the point, as prices and sizes have. */
  record Decimal(boolean negative) implements Form {}

  /** Names with texts. */
  record Texts(int most, int longest) implements Form {}

  /** Names with finite numbers. */
  record Weights(int most) implements Form {}

  /** Finite numbers. */
  record Vector(int most) implements Form {}

  /** Documents of the same fields. */
  record Items(int most, List<Field> fields) implements Form {}

  /** A named member. */
  record Field(String name, Form form, boolean required, String description) {}
}
