package dev.tidemark.lake.delta;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Predicate.Op;
import dev.tidemark.lake.TableSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A predicate whose literals are in the form the column is stored in: Long (also for microseconds
 * and epoch days), Double, Boolean, String, or BigDecimal of the column's scale. What cannot be put
 * in that form exactly is rewritten to an equal comparison that can.
 */
public sealed interface Bound {
  record Compare(Column column, Op op, Object value) implements Bound {}

  /** The same answer for every row without a null; unknown for null. */
  record Known(Column column, boolean value) implements Bound {}

  record In(Column column, List<Object> values) implements Bound {}

  record IsNull(Column column) implements Bound {}

  record And(List<Bound> parts) implements Bound {}

  record Or(List<Bound> parts) implements Bound {}

  record Not(Bound part) implements Bound {}

  /** INVALID_ARGUMENT when a column does not exist or a literal does not suit its kind. */
  static Bound of(Predicate predicate, TableSchema schema) {
    return switch (predicate) {
      case Predicate.Compare c -> compare(schema.column(c.column()), c.op(), c.value());
      case Predicate.In in -> {
        Column column = schema.column(in.column());
        List<Object> exact =
            in.values().stream()
                .map(value -> compare(column, Op.EQ, value))
                .filter(Compare.class::isInstance)
                .map(bound -> ((Compare) bound).value())
                .toList();
        yield exact.isEmpty() ? new Known(column, false) : new In(column, exact);
      }
      case Predicate.IsNull n -> new IsNull(schema.column(n.column()));
      case Predicate.And and -> new And(and.parts().stream().map(p -> of(p, schema)).toList());
      case Predicate.Or or -> new Or(or.parts().stream().map(p -> of(p, schema)).toList());
      case Predicate.Not not -> new Not(of(not.part(), schema));
    };
  }

  private static Bound compare(Column column, Op op, Object value) {
    return switch (column.kind()) {
      case STRING -> new Compare(column, op, cast(column, value, String.class));
      case BOOLEAN -> new Compare(column, op, cast(column, value, Boolean.class));
      case DOUBLE ->
          new Compare(
              column,
              op,
              value instanceof Long n
                  ? (Object) n.doubleValue()
                  : cast(column, value, Double.class));
      case LONG -> new Compare(column, op, cast(column, value, Long.class));
      case INT -> integer(column, op, cast(column, value, Long.class));
      case DATE -> new Compare(column, op, cast(column, value, LocalDate.class).toEpochDay());
      case TIMESTAMP -> {
        Instant instant = cast(column, value, Instant.class);
        long micros =
            Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000);
        boolean exact = instant.equals(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        yield floored(column, op, micros, exact);
      }
      case DECIMAL -> decimal(column, op, value);
    };
  }

  private static Bound integer(Column column, Op op, long value) {
    if (value > Integer.MAX_VALUE) {
      return new Known(column, op == Op.LT || op == Op.LE);
    }
    if (value < Integer.MIN_VALUE) {
      return new Known(column, op == Op.GT || op == Op.GE);
    }
    return new Compare(column, op, value);
  }

  private static Bound decimal(Column column, Op op, Object value) {
    BigDecimal wanted =
        switch (value) {
          case Long n -> BigDecimal.valueOf(n);
          case BigDecimal d -> d;
          default -> cast(column, value, BigDecimal.class);
        };
    BigDecimal floor = wanted.setScale(column.scale(), RoundingMode.FLOOR);
    if (floor.precision() > column.precision()) {
      boolean small = floor.signum() < 0;
      return new Known(column, small ? op == Op.GT || op == Op.GE : op == Op.LT || op == Op.LE);
    }
    return floored(column, op, floor, floor.compareTo(wanted) == 0);
  }

  /** With v strictly between a stored value and the next: x < v is x <= floor(v), and so on. */
  private static Bound floored(Column column, Op op, Object floor, boolean exact) {
    if (exact) {
      return new Compare(column, op, floor);
    }
    return switch (op) {
      case EQ -> new Known(column, false);
      case LT, LE -> new Compare(column, Op.LE, floor);
      case GT, GE -> new Compare(column, Op.GT, floor);
    };
  }

  private static <T> T cast(Column column, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "A literal does not suit its column",
              "the column holds " + column.kind() + " and is compared with another kind",
              "give a " + type.getSimpleName())
          .withDetail("column", column.name())
          .withDetail("given", value.getClass().getSimpleName());
    }
    return type.cast(value);
  }
}
