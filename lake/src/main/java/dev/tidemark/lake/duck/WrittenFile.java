package dev.tidemark.lake.duck;

import dev.tidemark.lake.delta.DataFile;

/**
 * A file that was written and is not yet part of the table.
 *
 * @param file as it will stand in the log
 */
public record WrittenFile(DataFile file, long rows) {}
