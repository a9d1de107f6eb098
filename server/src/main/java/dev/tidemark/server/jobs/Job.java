package dev.tidemark.server.jobs;

/**
 * A claimed job. {@code (tenantId, jobId, worker, attempt)} is the fence: nobody else can finish
 * this attempt, and this attempt cannot finish anything once the job has passed to another.
 *
 * @param attempt counts claims, from 1
 * @param failures of earlier attempts
 * @param worker who holds it
 */
public record Job(
    String tenantId,
    String jobId,
    String kind,
    String payload,
    int attempt,
    int failures,
    String worker) {}
