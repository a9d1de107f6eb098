package dev.tidemark.server.jobs;

import java.time.Duration;

/**
 * @param id unique to this start of the process; part of the fence
 * @param host for people who look at the table of workers
 * @param threads jobs at a time
 * @param lease how long a job stays with a worker that gives no sign of life
 * @param heartbeat between signs of life; leases, progress and cancellations travel with them
 * @param poll longest time until a job that is due is seen, notifications apart
 */
public record WorkerOptions(
    String id,
    String host,
    long pid,
    int threads,
    Duration lease,
    Duration heartbeat,
    Duration poll) {

  public WorkerOptions {
    if (threads < 1 || heartbeat.compareTo(lease) >= 0) {
      throw new IllegalArgumentException("at least one thread, and a lease above the heartbeat");
    }
  }

  public static WorkerOptions standard(String id, String host, long pid, int threads) {
    return new WorkerOptions(
        id,
        host,
        pid,
        threads,
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2));
  }

  public WorkerOptions withTimes(Duration leaseTime, Duration heartbeatTime, Duration pollTime) {
    return new WorkerOptions(id, host, pid, threads, leaseTime, heartbeatTime, pollTime);
  }
}
