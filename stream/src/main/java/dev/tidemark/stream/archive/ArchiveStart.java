package dev.tidemark.stream.archive;

/** What an archive does that starts without a checkpoint over tables an earlier one has written. */
public enum ArchiveStart {
  /** It does not start. */
  REFUSE,
  /** It takes what comes from now on; what came since the last commit is not archived. */
  FROM_NOW,
  /** It reads the log from its beginning and leaves out what is archived. */
  REPLAY
}
