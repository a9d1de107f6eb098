package dev.tidemark.server.jobs;

/** A job that a thread of this process runs. */
final class RunningJob implements JobContext {
  private final Job job;
  private volatile double share;
  private volatile boolean cancelled;

  RunningJob(Job job) {
    this.job = job;
  }

  Job job() {
    return job;
  }

  /** Unique among the running ones. */
  String key() {
    return job.tenantId() + '/' + job.jobId() + '#' + job.attempt();
  }

  double share() {
    return share;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public void progress(double now) {
    share = Math.clamp(now, 0, 1);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
