package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** A pruned scan finds exactly the rows that a filter over all rows finds. */
class PruningProperties {
  private static final int ROWS = 1200;
  private static @Nullable LakeFixture lake;
  private static @Nullable Table table;
  private static final ColumnBatch ALL = Ticks.rows(0, ROWS);

  @BeforeContainer
  static void fill() throws IOException {
    Path root = Files.createTempDirectory("pruning");
    LakeFixture fixture = new LakeFixture(root);
    lake = fixture;
    table = fixture.ticks();
    for (int from = 0; from < ROWS; from += 300) {
      table.append(BatchSource.of(Ticks.rows(from, 300)), CommitRequest.of("LOAD"));
    }
  }

  @AfterContainer
  static void close() {
    if (lake != null) {
      lake.close();
    }
  }

  @Property(tries = 200)
  void prunedScansEqualAFilterOverEverything(@ForAll long seed) {
    Predicate predicate = predicate(new Random(seed), 3);
    List<Long> expected = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      if (Optional.of(true).equals(answer(predicate, row))) {
        expected.add((long) row);
      }
    }
    if (table == null) {
      throw new IllegalStateException("no table");
    }
    Scan scan = table.latest().scan(ScanRequest.columns("seq").where(predicate).orderBy("seq"));
    long filesRead = scan.plan().filesRead();
    ColumnBatch found = scan.readAll();
    long[] seqs = found.rows() == 0 ? new long[0] : found.longs("seq");
    assertThat(Arrays.stream(seqs).limit(found.rows()).boxed().toList())
        .as("%s", predicate)
        .isEqualTo(expected);
    if (expected.isEmpty()) {
      assertThat(filesRead).isLessThanOrEqualTo(table.latest().files());
    }
  }

  private static Predicate predicate(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 7);
    return switch (kind) {
      case 0, 1 -> comparison(random);
      case 2 -> {
        String column = column(random);
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          values.add(literal(column, random));
        }
        yield Predicate.in(column, values);
      }
      case 3 -> Predicate.isNull(column(random));
      case 4 -> Predicate.and(predicate(random, depth - 1), predicate(random, depth - 1));
      case 5 -> Predicate.or(predicate(random, depth - 1), predicate(random, depth - 1));
      default -> Predicate.not(predicate(random, depth - 1));
    };
  }

  private static Predicate comparison(Random random) {
    String column = column(random);
    Predicate.Op op = Predicate.Op.values()[random.nextInt(5)];
    return new Predicate.Compare(column, op, literal(column, random));
  }

  private static String column(Random random) {
    List<String> names = Ticks.SCHEMA.names();
    return names.get(random.nextInt(names.size()));
  }

  private static Object literal(String column, Random random) {
    int row = random.nextInt(ROWS + 40) - 20;
    return switch (column) {
      case "instrument" -> random.nextBoolean() ? "SPY" : "A" + (char) ('A' + random.nextInt(26));
      case "side" -> random.nextBoolean() ? "BUY" : "SELL";
      case "event_time", "known_time" ->
          Ticks.eventTime(row).plusNanos(random.nextInt(3) * 1_000L - random.nextInt(2) * 400L);
      case "seq" -> (long) row;
      case "version" -> random.nextInt(7) == 0 ? 5_000_000_000L : (long) random.nextInt(6);
      case "price" ->
          random.nextInt(9) == 0
              ? new BigDecimal("1e15")
              : Ticks.price(row).add(new BigDecimal(random.nextInt(3)).movePointLeft(9));
      case "size" -> new BigDecimal(row).add(new BigDecimal("0.00000007"));
      case "signal" -> row * 0.25 - 3;
      case "is_mock" -> random.nextBoolean();
      case "event_date" -> Ticks.eventDate(row);
      default -> throw new IllegalStateException(column);
    };
  }

  /** The predicate's answer on a row; empty when it is unknown. */
  private static Optional<Boolean> answer(Predicate predicate, int row) {
    return switch (predicate) {
      case Predicate.Compare c -> {
        Object value = ALL.value(c.column(), row);
        yield value == null
            ? Optional.empty()
            : Optional.of(holds(c.op(), order(value, c.value())));
      }
      case Predicate.In in -> {
        Object value = ALL.value(in.column(), row);
        yield value == null
            ? Optional.empty()
            : Optional.of(in.values().stream().anyMatch(v -> order(value, v) == 0));
      }
      case Predicate.IsNull n -> Optional.of(ALL.isNull(n.column(), row));
      case Predicate.And and -> all(and.parts().stream().map(p -> answer(p, row)).toList());
      case Predicate.Or or ->
          all(or.parts().stream().map(p -> answer(p, row).map(b -> !b)).toList()).map(b -> !b);
      case Predicate.Not not -> answer(not.part(), row).map(b -> !b);
    };
  }

  private static Optional<Boolean> all(List<Optional<Boolean>> parts) {
    if (parts.contains(Optional.of(false))) {
      return Optional.of(false);
    }
    return parts.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(true);
  }

  private static boolean holds(Predicate.Op op, int sign) {
    return switch (op) {
      case EQ -> sign == 0;
      case LT -> sign < 0;
      case LE -> sign <= 0;
      case GT -> sign > 0;
      case GE -> sign >= 0;
    };
  }

  private static int order(Object a, Object b) {
    return switch (a) {
      case String x -> x.compareTo((String) b);
      case Long x -> x.compareTo((Long) b);
      case Integer x -> Long.compare(x, (Long) b);
      case Double x -> x.compareTo((Double) b);
      case Boolean x -> x.compareTo((Boolean) b);
      case Instant x -> x.compareTo((Instant) b);
      case LocalDate x -> x.compareTo((LocalDate) b);
      case BigDecimal x -> x.compareTo((BigDecimal) b);
      default -> throw new IllegalStateException(a.getClass().getName());
    };
  }
}
