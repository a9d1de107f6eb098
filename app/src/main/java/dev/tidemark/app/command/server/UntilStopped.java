package dev.tidemark.app.command.server;

import java.util.concurrent.CountDownLatch;

/** Keeps a command until the process is asked to stop (SIGTERM, Ctrl-C), then ends its parts. */
public final class UntilStopped {
  /** Ends the parts; called once. */
  @FunctionalInterface
  public interface End {
    void run() throws InterruptedException;
  }

  private UntilStopped() {}

  /**
   * Waits. The Java runtime ends the process after {@code end} returns, with exit code 143 or 130.
   */
  public static void await(End end) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      try {
                        end.run();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    new CountDownLatch(1).await();
  }
}
