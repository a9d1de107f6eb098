package dev.tidemark.server.jobs;

/**
 * The queue at one moment, all tenants together.
 *
 * @param due queued and ready to run
 * @param delayed queued for later, retries included
 * @param running held by a worker
 * @param oldestDueSeconds since when the job that waits longest is due; 0 when none is
 * @param workers that gave a sign of life within the last minute
 */
public record QueueStats(
    long due,
    long delayed,
    long running,
    long done,
    long cancelled,
    long deadLetters,
    double oldestDueSeconds,
    long workers) {}
