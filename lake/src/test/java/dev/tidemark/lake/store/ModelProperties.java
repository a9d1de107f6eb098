package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any sequence of changes leaves the rows a map would hold, at every version, for any reader. */
class ModelProperties {
  private static final CommitRequest CHANGE = CommitRequest.of("CHANGE");
  private static final List<String> KEY = List.of("instrument", "event_time");

  @Property(tries = 12)
  void aTableBehavesLikeAMap(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Map<Integer, Integer>> versions = new ArrayList<>();
    Map<Integer, Integer> model = new TreeMap<>();
    versions.add(Map.of());
    try (LakeFixture lake = new LakeFixture(Files.createTempDirectory("model"))) {
      Table table = lake.ticks();
      int next = 0;
      for (int step = 1; step <= 9; step++) {
        int from = random.nextInt(Math.max(1, next + 1));
        int count = 1 + random.nextInt(400);
        switch (random.nextInt(7)) {
          case 0, 1 -> {
            table.append(BatchSource.of(rows(next, count, step)), CHANGE);
            put(model, next, count, step, true);
            next += count;
          }
          case 2 -> {
            table.merge(BatchSource.of(rows(from, count, step)), KEY, MergeMode.UPSERT, CHANGE);
            put(model, from, count, step, true);
            next = Math.max(next, from + count);
          }
          case 3 -> {
            table.merge(
                BatchSource.of(rows(from, count, step)), KEY, MergeMode.INSERT_ONLY, CHANGE);
            put(model, from, count, step, false);
            next = Math.max(next, from + count);
          }
          case 4 -> {
            table.delete(Predicate.between("seq", from, from + count - 1), CHANGE);
            model.keySet().removeIf(row -> row >= from && row < from + count);
          }
          case 5 -> {
            table.overwrite(
                Predicate.between("seq", from, from + count - 1),
                BatchSource.of(rows(from, (count + 1) / 2, step)),
                CHANGE);
            model.keySet().removeIf(row -> row >= from && row < from + count);
            put(model, from, (count + 1) / 2, step, true);
            next = Math.max(next, from + (count + 1) / 2);
          }
          default -> table.optimize(OptimizeRequest.all());
        }
        while (versions.size() <= table.latest().version()) {
          versions.add(new TreeMap<>(model));
        }
        assertThat(stored(table, Reading.latest())).isEqualTo(model);
      }
      try (LakeFixture reader = new LakeFixture(lake.root)) {
        Table same = reader.store.open(table.name());
        for (int version = 0; version < versions.size(); version++) {
          assertThat(stored(same, Reading.version(version))).isEqualTo(versions.get(version));
        }
      }
    }
  }

  private static void put(
      Map<Integer, Integer> model, int from, int count, int step, boolean replace) {
    for (int row = from; row < from + count; row++) {
      if (replace) {
        model.put(row, step);
      } else {
        model.putIfAbsent(row, step);
      }
    }
  }

  private static ColumnBatch rows(int from, int count, int step) {
    ColumnBatch rows = Ticks.rows(from, count);
    ColumnBatch.Builder out = ColumnBatch.of(Ticks.SCHEMA, count);
    for (String name : Ticks.SCHEMA.names()) {
      out.with(name, name.equals("version") ? new Vector.Constant(step) : rows.vector(name));
    }
    return out.build();
  }

  private static Map<Integer, Integer> stored(Table table, Reading reading) {
    ColumnBatch rows =
        table.snapshot(reading).scan(ScanRequest.columns("seq", "version")).readAll();
    Map<Integer, Integer> out = new TreeMap<>();
    for (int i = 0; i < rows.rows(); i++) {
      Integer before = out.put(Math.toIntExact(rows.longs("seq")[i]), rows.ints("version")[i]);
      assertThat(before).as("row %s twice", rows.longs("seq")[i]).isNull();
    }
    return out;
  }
}
