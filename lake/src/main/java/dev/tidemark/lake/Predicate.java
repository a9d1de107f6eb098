package dev.tidemark.lake;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * A row filter. The same predicate picks files by partition and statistics and filters rows, with
 * SQL's three-valued logic: a comparison with null is unknown, and unknown rows are left out.
 *
 * <p>Literals are String, Long (or Integer), Double, Boolean, Instant, LocalDate or BigDecimal, and
 * must suit the column's kind.
 */
public sealed interface Predicate {

  /** A comparison operator. */
  enum Op {
    EQ("="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String sql;

    Op(String sql) {
      this.sql = sql;
    }

    public String sql() {
      return sql;
    }
  }

  /** {@code column op value}. */
  record Compare(String column, Op op, Object value) implements Predicate {
    public Compare {
      value = literal(value);
    }
  }

  /** {@code column IN (values)}; nothing when there are no values. */
  record In(String column, List<Object> values) implements Predicate {
    public In {
      values = values.stream().map(Predicate::literal).toList();
    }
  }

  /** {@code column IS NULL}. */
  record IsNull(String column) implements Predicate {}

  /** All of the parts; true when there are none. */
  record And(List<Predicate> parts) implements Predicate {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** Any of the parts; false when there are none. */
  record Or(List<Predicate> parts) implements Predicate {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** The opposite; unknown stays unknown. */
  record Not(Predicate part) implements Predicate {}

  /** Every row. */
  static Predicate all() {
    return new And(List.of());
  }

  static Predicate eq(String column, Object value) {
    return new Compare(column, Op.EQ, value);
  }

  static Predicate lt(String column, Object value) {
    return new Compare(column, Op.LT, value);
  }

  static Predicate le(String column, Object value) {
    return new Compare(column, Op.LE, value);
  }

  static Predicate gt(String column, Object value) {
    return new Compare(column, Op.GT, value);
  }

  static Predicate ge(String column, Object value) {
    return new Compare(column, Op.GE, value);
  }

  /** {@code low <= column <= high}, both ends included. */
  static Predicate between(String column, Object low, Object high) {
    return and(ge(column, low), le(column, high));
  }

  static Predicate in(String column, Collection<?> values) {
    return new In(column, List.copyOf(values));
  }

  static Predicate isNull(String column) {
    return new IsNull(column);
  }

  static Predicate isNotNull(String column) {
    return not(isNull(column));
  }

  static Predicate and(Predicate... parts) {
    return new And(List.of(parts));
  }

  static Predicate or(Predicate... parts) {
    return new Or(List.of(parts));
  }

  static Predicate not(Predicate part) {
    return new Not(part);
  }

  private static Object literal(Object value) {
    return switch (value) {
      case Integer n -> Long.valueOf(n);
      case String s -> s;
      case Long n -> n;
      case Double d -> d;
      case Boolean b -> b;
      case Instant t -> t;
      case LocalDate d -> d;
      case BigDecimal d -> d;
      default ->
          throw TidemarkException.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "Not a literal of a predicate",
                  "values of this class are not compared with columns",
                  "use String, Long, Double, Boolean, Instant, LocalDate or BigDecimal")
              .withDetail("class", value.getClass().getName());
    };
  }
}
