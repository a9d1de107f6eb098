package dev.tidemark.transform.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarMaker;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.enrich.SeriesSample.Recorder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SeriesReplayTest {

  /** At every instant the whole sequence known then, folded anew; a row where something differs. */
  private static List<String> byDefinition(BarRows rows, boolean forgetful) {
    Recorder out = new Recorder();
    TreeSet<Long> instants = new TreeSet<>();
    for (int i = 0; i < rows.size(); i++) {
      instants.add(rows.get(BarField.KNOWN, i));
    }
    Map<Long, String> shown = new HashMap<>();
    Map<Long, Integer> revisions = new HashMap<>();
    for (long now : instants) {
      TreeMap<Long, Integer> sequence = new TreeMap<>();
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(BarField.KNOWN, i) <= now) {
          sequence.put(rows.get(BarField.LABEL, i), i);
        }
      }
      TracingFold fold = new TracingFold(forgetful);
      GridPositions grid = SeriesSample.grid();
      long last = -1;
      for (Map.Entry<Long, Integer> bar : sequence.entrySet()) {
        long position = grid.position(bar.getKey());
        if (position == GridPositions.OFF_GRID) {
          continue;
        }
        if (last >= 0 && position > last + 1) {
          fold.missing(position - last - 1);
        }
        last = position;
        double[] values = new double[4];
        int row = bar.getValue();
        fold.bar(grid.session(), rows, row, values, 0);
        String content =
            rows.get(BarField.CLOSE, row)
                + " "
                + rows.get(BarField.NULLS, row)
                + Arrays.toString(values);
        if (!content.equals(shown.put(bar.getKey(), content))) {
          int revision = revisions.merge(bar.getKey(), 1, Integer::sum) - 1;
          out.row(rows, row, now, revision, values, 0);
        }
      }
    }
    return out.sorted();
  }

  private static List<String> replayed(BarRows rows, boolean forgetful, int spacing) {
    Recorder out = new Recorder();
    new SeriesReplay(
            rows, SeriesSample.grid(), new TracingFold(forgetful), Checkpoint.EPOCH, out, spacing)
        .run();
    return out.sorted();
  }

  @Property(tries = 150)
  void equals_folding_everything_anew_at_every_instant(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int spacing) {
    BarRows rows = SeriesSample.series(new Random(seed), 120);
    assertThat(replayed(rows, false, spacing)).isEqualTo(byDefinition(rows, false));
  }

  @Property(tries = 150)
  void stops_early_only_where_nothing_can_differ(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int spacing) {
    BarRows rows = SeriesSample.series(new Random(seed), 150);
    assertThat(replayed(rows, true, spacing)).isEqualTo(byDefinition(rows, true));
  }

  @Property(tries = 150)
  void a_pass_over_the_series_gives_the_same_rows(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int block) {
    BarRows rows = SeriesSample.series(new Random(seed), 200);
    Recorder out = new Recorder();
    SeriesPass pass = pass(rows, out);
    for (int from = 0; from < rows.size(); from += block) {
      BarRows part = new BarRows();
      for (int i = from; i < Math.min(rows.size(), from + block); i++) {
        part.addCopy(rows, i);
      }
      pass.accept(part);
    }
    assertThat(out.sorted()).isEqualTo(replayed(rows, false, 16));
  }

  private static SeriesPass pass(BarRows rows, Recorder out) {
    return new SeriesPass(
        SeriesSample.grid(),
        new TracingFold(false),
        out,
        16,
        CleanCuts.of(rows.column(BarField.LABEL), rows.column(BarField.KNOWN), rows.size()));
  }

  /** What an incremental run does: rows known before {@code from} are stored, the rest is new. */
  @Property(tries = 300)
  void going_on_from_any_checkpoint_gives_the_rows_known_from_then_on(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12_000) int fromSeconds) {
    BarRows rows = SeriesSample.series(new Random(seed), 200);
    long from = fromSeconds * BarMaker.SECOND;
    Recorder whole = new Recorder();
    pass(rows, whole).accept(rows);

    BarRows before = new BarRows();
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(BarField.KNOWN, i) < from) {
        before.addCopy(rows, i);
      } else {
        earliest = Math.min(earliest, rows.get(BarField.LABEL, i));
      }
    }
    Recorder stored = new Recorder();
    SeriesPass first = pass(before, stored);
    first.accept(before);
    Map<Long, Integer> revisions = new HashMap<>();
    stored.lines().forEach(line -> revisions.merge(line.label(), 1, Integer::sum));

    Checkpoint start = first.finish().before(earliest, from);
    BarRows stretch = new BarRows();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(BarField.LABEL, i) > start.label()) {
        stretch.addCopy(rows, i);
      }
    }
    new SeriesReplay(stretch, SeriesSample.grid(), new TracingFold(false), start, stored, 16)
        .run(from, label -> revisions.getOrDefault(label, 0) - 1);
    assertThat(stored.sorted()).isEqualTo(whole.sorted());
  }

  @Property(tries = 100)
  void carried_states_equal_those_of_one_fold(@ForAll long seed) {
    BarRows rows = SeriesSample.series(new Random(seed), 300);
    SeriesPass pass = pass(rows, new Recorder());
    pass.accept(rows);
    for (Checkpoint checkpoint : pass.finish().kept()) {
      TracingFold fold = new TracingFold(false);
      BarRows upTo = new BarRows();
      for (int i = 0; i < rows.size(); i++) {
        boolean last =
            i + 1 == rows.size() || rows.get(BarField.LABEL, i) != rows.get(BarField.LABEL, i + 1);
        if (last && rows.get(BarField.LABEL, i) <= checkpoint.label()) {
          int row = upTo.addCopy(rows, i);
          upTo.set(BarField.KNOWN, row, upTo.get(BarField.LABEL, row));
        }
      }
      new SeriesReplay(upTo, SeriesSample.grid(), fold, Checkpoint.EPOCH, new Recorder(), 16).run();
      assertThat(fold.state()).isEqualTo(checkpoint.state());
    }
  }

  @Property(tries = 100)
  void the_future_changes_no_row(@ForAll long seed, @ForAll @IntRange(max = 8_000) int seconds) {
    BarRows rows = SeriesSample.series(new Random(seed), 120);
    long known = seconds * BarMaker.SECOND;
    BarRows then = new BarRows();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(BarField.KNOWN, i) <= known) {
        then.addCopy(rows, i);
      }
    }
    Recorder all = new Recorder();
    pass(rows, all).accept(rows);
    Recorder early = new Recorder();
    pass(then, early).accept(then);
    Recorder prefix = new Recorder();
    all.lines().stream().filter(line -> line.known() <= known).forEach(prefix.lines()::add);
    assertThat(early.sorted()).isEqualTo(prefix.sorted());
  }
}
