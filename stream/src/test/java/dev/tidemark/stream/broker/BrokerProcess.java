package dev.tidemark.stream.broker;

import dev.tidemark.stream.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;

/** A broker as a process that a test may kill; it ends with its standard input. */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
      try (Topics topics = Topics.of(broker.bootstrap(), Duration.ofSeconds(60))) {
        topics.ensure();
      }
      System.out.println("ready " + broker.bootstrap());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until whoever started this closes the pipe.
      }
    }
  }
}
