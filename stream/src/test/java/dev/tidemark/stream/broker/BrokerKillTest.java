package dev.tidemark.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.MemoryRegistry;
import dev.tidemark.stream.topic.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL for the broker while records are on their way: nothing lost, doubled or reordered. */
class BrokerKillTest {
  private static final long T = 1_700_000_000_000_000_000L;
  private static final int RECORDS = 20_000;
  private static final int KILLED_AT = 12_000;
  private static final Instrument MOON =
      new Instrument("MOON", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);

  @TempDir Path home;

  @Test
  void whatOneProducerSendsIsThereOnceAndInOrder() throws Exception {
    MemoryRegistry registry = new MemoryRegistry();
    Process broker = start();
    String bootstrap = address(broker);
    try (MarketProducer producer =
        MarketProducer.open(ProducerOptions.patient(bootstrap), registry)) {
      for (int i = 0; i < KILLED_AT; i++) {
        send(producer, i);
      }
      broker.destroyForcibly().waitFor();
      // It comes back while the others are sent: a producer that has lost its cluster waits for it.
      broker = start();
      for (int i = KILLED_AT; i < RECORDS; i++) {
        send(producer, i);
      }
      assertThat(address(broker)).isEqualTo(bootstrap);
      producer.flush();
      assertThat(ids(bootstrap, registry))
          .containsExactlyElementsOf(
              java.util.stream.IntStream.range(0, RECORDS).mapToObj(i -> "t" + i).toList());
    } finally {
      broker.destroyForcibly().waitFor();
    }
  }

  private static void send(MarketProducer producer, int i) {
    producer.trade("venue", MOON, Trade.of("t" + i, T + i, i, 100, 5, T + i));
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String address(Process broker) throws IOException {
    BufferedReader out = broker.inputReader();
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
    }
    throw new AssertionError("the broker ended before it was ready");
  }

  private static List<String> ids(String bootstrap, MemoryRegistry registry) throws Exception {
    List<String> ids = new ArrayList<>();
    MarketDecoder decoder = new MarketDecoder(Topic.TRADES, registry);
    MarketEvent event = new MarketEvent();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.TRADES.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          decoder.decode(record.key(), record.value(), event);
          ids.add(event.tradeId);
        }
      }
    }
    return ids;
  }
}
