package dev.tidemark.server.jobs;

import java.sql.Connection;
import java.sql.SQLException;

/** Does the jobs of one kind. Thread-safe. */
public interface JobHandler {

  /** As in {@link NewJob#kind}. */
  String kind();

  /**
   * Does the work. It may be done more than once, since workers die; what it returns is written
   * once.
   *
   * @param context to report progress to, and to ask from time to time whether to go on
   * @return what to write in the transaction that completes the job
   * @throws Exception the attempt failed: given up at once for a {@code TidemarkException} that is
   *     not retriable, otherwise tried again later up to {@link NewJob#maxFailures}
   */
  JobCompletion run(Job job, JobContext context) throws Exception;

  /**
   * The job is given up; called in the transaction that moves it to the dead letters, which fails
   * when this fails.
   *
   * @param reason for people
   */
  default void gaveUp(Connection connection, Job job, String reason) throws SQLException {}
}
