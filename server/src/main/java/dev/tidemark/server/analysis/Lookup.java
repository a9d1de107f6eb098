package dev.tidemark.server.analysis;

/** What became of a look for something that belongs to a finished analysis or batch. */
public sealed interface Lookup<T> {

  record Found<T>(T value) implements Lookup<T> {}

  /** No such thing of this tenant. */
  record Absent<T>() implements Lookup<T> {}

  /** There is such an analysis or batch, and it has no result (yet). */
  record NoResult<T>(AnalysisStatus status) implements Lookup<T> {}

  /** The question itself is wrong, e.g. an unknown field to sort by. */
  record Refused<T>(Rejection rejection) implements Lookup<T> {}
}
