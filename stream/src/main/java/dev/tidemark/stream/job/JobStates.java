package dev.tidemark.stream.job;

import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;

/** Puts together what Flink and our own operators tell about a job. */
final class JobStates {
  private JobStates() {}

  static JobState of(
      String job, ArchivedExecutionGraph graph, JobMetrics metrics, Backlog backlog) {
    CheckpointStatsSnapshot checkpoints = graph.getCheckpointStatsSnapshot();
    CompletedCheckpointStats last =
        checkpoints == null ? null : checkpoints.getHistory().getLatestCompletedCheckpoint();
    ErrorInfo failure = graph.getFailureInfo();
    return new JobState(
        job,
        graph.getState().name(),
        restarts(graph),
        checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints(),
        checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfFailedCheckpoints(),
        last == null ? -1 : last.getEndToEndDuration(),
        last == null ? -1 : last.getStateSize(),
        metrics.counters(job),
        backlog.of(metrics.positions(job)),
        metrics.rate(job),
        metrics.latency(job),
        failure == null ? null : cause(failure));
  }

  private static long restarts(ArchivedExecutionGraph graph) {
    long most = 0;
    for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
      most = Math.max(most, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return most;
  }

  /** The causes without their stacks. */
  static String cause(ErrorInfo failure) {
    return failure
        .getExceptionAsString()
        .lines()
        .filter(line -> !line.startsWith("\t"))
        .limit(8)
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }
}
