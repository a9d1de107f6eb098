package dev.tidemark.golden;

import java.io.IOException;

/** Knows one kind of vector file. Stateless. */
public interface GoldenTopic {

  /** What the names of its files begin with, e.g. {@code 05_}. */
  String prefix();

  /** Whether the topic reads this file; by default every JSON file with its prefix. */
  default boolean accepts(String fileName) {
    return fileName.startsWith(prefix()) && fileName.endsWith(".json");
  }

  /** Whether the file only holds inputs of another file of the topic, and is read with that one. */
  default boolean isInput(String fileName) {
    return false;
  }

  /**
   * Runs the file's inputs through production code and tells the results to the tally.
   *
   * @throws MalformedVector if the file is not of the topic's form
   */
  void check(GoldenFile file, Tally tally) throws IOException;
}
