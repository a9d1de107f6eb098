package dev.tidemark.lake.delta;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.TableSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files may hold a matching row, from partition values and statistics. It keeps the
 * set of answers (true, false, unknown) a predicate can have on a file's rows; the set may be too
 * large, never too small.
 */
public final class Pruning {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int NULL = 4;
  private static final int ANY = TRUE | FALSE | NULL;

  private final TableState state;
  private final Bound predicate;

  public Pruning(TableState state, Predicate predicate) {
    this.state = state;
    this.predicate = Bound.of(predicate, state.schema());
  }

  /** The files that may hold a matching row. */
  public List<DataFile> files() {
    return files(state.files());
  }

  public List<DataFile> files(Collection<DataFile> among) {
    return among.stream().filter(this::mayMatch).toList();
  }

  public boolean mayMatch(DataFile file) {
    return (answers(predicate, new Facts(file, state)) & TRUE) != 0;
  }

  /** True when every row of the file matches, so that nothing of it has to be read. */
  public boolean mustMatch(DataFile file) {
    return answers(predicate, new Facts(file, state)) == TRUE;
  }

  private static int answers(Bound predicate, Facts facts) {
    return switch (predicate) {
      case Bound.Compare c -> compare(c.column(), c.op(), c.value(), facts);
      case Bound.Known k -> known(k, facts);
      case Bound.In in -> {
        int all = FALSE;
        for (Object value : in.values()) {
          all = or(all, compare(in.column(), Predicate.Op.EQ, value, facts));
        }
        yield all;
      }
      case Bound.IsNull n -> isNull(facts.nulls(n.column()));
      case Bound.And and -> {
        int all = TRUE;
        for (Bound part : and.parts()) {
          all = and(all, answers(part, facts));
        }
        yield all;
      }
      case Bound.Or or -> {
        int all = FALSE;
        for (Bound part : or.parts()) {
          all = or(all, answers(part, facts));
        }
        yield all;
      }
      case Bound.Not not -> not(answers(not.part(), facts));
    };
  }

  private static int known(Bound.Known known, Facts facts) {
    return switch (facts.nulls(known.column())) {
      case ALL -> NULL;
      case NONE -> known.value() ? TRUE : FALSE;
      case SOME -> NULL | (known.value() ? TRUE : FALSE);
    };
  }

  private static int isNull(Nulls nulls) {
    return switch (nulls) {
      case ALL -> TRUE;
      case NONE -> FALSE;
      case SOME -> TRUE | FALSE;
    };
  }

  private static int compare(Column column, Predicate.Op op, Object value, Facts facts) {
    Nulls nulls = facts.nulls(column);
    if (nulls == Nulls.ALL) {
      return NULL;
    }
    int out = nulls == Nulls.NONE ? 0 : NULL;
    Object low = facts.min(column);
    Object high = facts.max(column);
    if (value instanceof Double d && d.isNaN()) {
      return out | TRUE | FALSE;
    }
    // null bounds: nothing is known on that side
    int toLow = low == null ? -1 : order(low, value);
    int toHigh = high == null ? 1 : order(high, value);
    boolean below = toLow < 0; // some x < value possible
    boolean above = toHigh > 0;
    boolean equal = toLow <= 0 && toHigh >= 0;
    boolean yes =
        switch (op) {
          case EQ -> equal;
          case LT -> below;
          case LE -> below || equal;
          case GT -> above;
          case GE -> above || equal;
        };
    boolean no =
        switch (op) {
          case EQ -> below || above;
          case LT -> above || equal;
          case LE -> above;
          case GT -> below || equal;
          case GE -> below;
        };
    return out | (yes ? TRUE : 0) | (no ? FALSE : 0);
  }

  private static int order(Object a, Object b) {
    return switch (a) {
      case Long x -> Long.compare(x, (Long) b);
      case Double x -> Double.compare(x + 0.0, (Double) b + 0.0);
      case Boolean x -> Boolean.compare(x, (Boolean) b);
      case BigDecimal x -> x.compareTo((BigDecimal) b);
      case String x -> bytes(x, (String) b);
      default -> throw new IllegalStateException("not a bound: " + a.getClass());
    };
  }

  private static int bytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static int not(int a) {
    return (a & NULL) | ((a & TRUE) != 0 ? FALSE : 0) | ((a & FALSE) != 0 ? TRUE : 0);
  }

  private static int and(int a, int b) {
    int out = 0;
    if ((a & TRUE) != 0 && (b & TRUE) != 0) {
      out |= TRUE;
    }
    if (((a | b) & FALSE) != 0) {
      out |= FALSE;
    }
    boolean unknown =
        ((a & NULL) != 0 && (b & (TRUE | NULL)) != 0)
            || ((b & NULL) != 0 && (a & (TRUE | NULL)) != 0);
    return unknown ? out | NULL : out;
  }

  private static int or(int a, int b) {
    return not(and(not(a), not(b)));
  }

  private enum Nulls {
    NONE,
    SOME,
    ALL
  }

  /** What is known about the columns of one file. */
  private static final class Facts {
    private final DataFile file;
    private final TableState state;

    Facts(DataFile file, TableState state) {
      this.file = file;
      this.state = state;
    }

    private boolean partitioned(Column column) {
      return state.partitionColumns().contains(column.name());
    }

    private @Nullable String partitionText(Column column) {
      Map<String, @Nullable String> values = file.partitionValues();
      String text = values.get(state.deltaSchema().physicalName(column.name()));
      return text == null || text.isEmpty() ? null : text;
    }

    Nulls nulls(Column column) {
      if (partitioned(column)) {
        return partitionText(column) == null ? Nulls.ALL : Nulls.NONE;
      }
      FileStats stats = file.stats().parse(named());
      Long nulls = stats.nullCount().get(state.deltaSchema().physicalName(column.name()));
      if (nulls == null) {
        return Nulls.SOME;
      }
      if (nulls == 0) {
        return Nulls.NONE;
      }
      return stats.rows().isPresent() && stats.rows().getAsLong() == nulls ? Nulls.ALL : Nulls.SOME;
    }

    @Nullable Object min(Column column) {
      return partitioned(column)
          ? partitionValue(column)
          : file.stats().parse(named()).min().get(physical(column));
    }

    @Nullable Object max(Column column) {
      return partitioned(column)
          ? partitionValue(column)
          : file.stats().parse(named()).max().get(physical(column));
    }

    private String physical(Column column) {
      return state.deltaSchema().physicalName(column.name());
    }

    private TableSchema named() {
      return state.deltaSchema().physicalSchema();
    }

    /** The partition value as a literal; null, so unknown, when it cannot be read. */
    private @Nullable Object partitionValue(Column column) {
      String text = partitionText(column);
      if (text == null) {
        return null;
      }
      try {
        return switch (column.kind()) {
          case STRING -> text;
          case LONG, INT -> Long.valueOf(text);
          case DOUBLE -> null;
          case BOOLEAN -> Boolean.valueOf(text);
          case DATE -> LocalDate.parse(text).toEpochDay();
          case TIMESTAMP -> timestamp(text);
          case DECIMAL -> new BigDecimal(text);
        };
      } catch (NumberFormatException | DateTimeParseException e) {
        return null;
      }
    }

    private static Object timestamp(String text) {
      Instant instant =
          text.endsWith("Z")
              ? Instant.parse(text)
              : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
  }
}
