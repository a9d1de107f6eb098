package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.text.LineChunk;

/** Turns lines into rows and rejects. One file, one thread. */
interface RecordDecoder {

  /**
   * Reads one line.
   *
   * @throws RefusedException when the line shows that the file as a whole cannot be read
   */
  void decode(LineChunk chunk, int line, BatchCollector out) throws RefusedException;

  /** Lines so far that are no market rows. */
  long ignored();
}
