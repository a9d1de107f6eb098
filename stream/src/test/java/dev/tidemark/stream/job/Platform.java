package dev.tidemark.stream.job;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Everything the live job needs, and the job itself in this process. */
final class Platform extends Surroundings {
  LocalCluster cluster;

  Platform(Path home) {
    this(home, UnaryOperator.identity());
  }

  Platform(Path home, UnaryOperator<StreamOptions> change) {
    super(home, change);
    cluster = start();
  }

  private LocalCluster start() {
    LocalCluster started = LocalCluster.start(options);
    started.run(LiveJob.NAME, options.checkpoint(), env -> LiveJob.build(env, options));
    return started;
  }

  /** Ends the job where it is and starts it in another cluster, as after a crash. */
  void crash() {
    crash(() -> {});
  }

  void crash(Runnable meanwhile) {
    cluster.kill(LiveJob.NAME);
    cluster.close();
    meanwhile.run();
    cluster = start();
  }

  JobState state() {
    return cluster.state(LiveJob.NAME).orElseThrow();
  }

  @Override
  protected String circumstances() {
    return "job " + state();
  }

  @Override
  public void close() {
    cluster.close();
    super.close();
  }
}
