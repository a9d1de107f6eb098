package dev.tidemark.interop.readers;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What our lake did to a table, step by step; each step is a version. */
enum Story {
  EMPTY("create event_date"),
  EVERY_KIND_BY_DATE("create event_date", "append 0 240 0"),
  UNPARTITIONED("create", "append 0 120 0", "append 120 120 0"),
  ODD_PARTITIONS("create instrument event_date", "append 0 160 0"),
  MERGED("create event_date", "append 0 120 0", "merge 60 120 5", "merge 0 40 9"),
  OVERWRITTEN("create event_date", "append 0 120 0", "overwrite 10 20 7 2024-02-29"),
  DELETED("create event_date", "append 0 120 0", "delete 50", "delete 1000", "append 0 9 0"),
  OPTIMISED(
      "create event_date",
      "append 0 60 0",
      "append 60 60 0",
      "append 20 60 0",
      "optimize",
      "append 120 10 0"),
  Z_ORDERED("create", "append 0 120 0", "append 120 120 0", "z-order seq price"),
  EVOLVED(
      "create event_date",
      "append 0 60 0",
      "add-column spread",
      "append 60 60 0",
      "merge 30 60 3",
      "add-column depth",
      "optimize"),
  RESTORED("create event_date", "append 0 60 0", "delete 30", "append 60 60 0", "restore 1"),
  CHECKPOINTED(
      "create event_date",
      "append-once 0 20 0 ingest/a#file 1",
      "append-once 20 20 0 ingest/a#file 2",
      "append-once 40 20 0 ingest/b 20",
      "merge 10 20 1",
      "append-once 60 20 0 ingest/a#file 3",
      "delete 5",
      "append 80 20 0",
      "append 100 20 0",
      "append 120 20 0",
      "optimize",
      "append-once 140 20 0 ingest/a#file 4",
      "merge 150 20 1");

  private final List<String> steps;

  Story(String... steps) {
    this.steps = List.of(steps);
  }

  /** The name of a table with this story, written when it is first asked for. */
  String table(OurLake lake) {
    String table = "ours." + name().toLowerCase(Locale.ROOT);
    if (!Files.exists(lake.path(table))) {
      for (String step : steps) {
        List<String> words = new ArrayList<>(List.of(step.split(" ", -1)));
        words.add(1, table);
        lake.run(words.toArray(String[]::new));
      }
    }
    return table;
  }
}
