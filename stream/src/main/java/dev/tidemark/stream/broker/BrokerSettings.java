package dev.tidemark.stream.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** How the embedded broker runs: alone, on loopback, in little memory, back soon after a kill. */
final class BrokerSettings {
  /** Larger records are refused to their producer. */
  static final int LARGEST_RECORD = 16 << 20;

  private BrokerSettings() {}

  static Properties of(Path log, int port, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("log.dirs", log.toString());
    p.put("auto.create.topics.enable", "false");
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      p.put(topic + ".replication.factor", "1");
      p.put(topic + ".num.partitions", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("message.max.bytes", String.valueOf(LARGEST_RECORD));
    // By default 128 MiB of heap.
    p.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    p.put("log.cleaner.io.buffer.size", String.valueOf(256 << 10));
    // Some fifty partitions, each with two indexes in mapped memory.
    p.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    p.put("log.segment.bytes", String.valueOf(256 << 20));
    // A killed broker's session must end before its successor may serve: else 12 seconds.
    p.put("broker.session.timeout.ms", "3000");
    p.put("broker.heartbeat.interval.ms", "500");
    p.put("num.network.threads", "1");
    p.put("num.io.threads", "2");
    p.put("background.threads", "2");
    p.put("num.recovery.threads.per.data.dir", "2");
    return p;
  }
}
