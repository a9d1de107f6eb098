package dev.tidemark.stream.archive;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.HttpRegistry;
import dev.tidemark.stream.registry.MemorySubjects;
import dev.tidemark.stream.registry.RegistryServer;
import dev.tidemark.stream.registry.Subjects;
import dev.tidemark.stream.topic.Topic;
import dev.tidemark.stream.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with records: of four, one is a quote; every tenth is told twice. */
public final class LogFixture implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  final EmbeddedBroker broker;
  final Path home;
  private final RegistryServer server;
  private final HttpRegistry registry;
  private final MarketProducer producer;
  private long told;

  public LogFixture(Path home) {
    this.home = home;
    this.broker = EmbeddedBroker.start(home.resolve("kafka"), 0);
    try (Topics topics = Topics.of(broker.bootstrap(), Duration.ofSeconds(30))) {
      topics.ensure();
    }
    this.server =
        RegistryServer.start(new Subjects(new MemorySubjects()), home.resolve("registry"));
    this.registry = new HttpRegistry(server.url());
    this.producer = MarketProducer.open(ProducerOptions.patient(broker.bootstrap()), registry);
  }

  public StreamOptions options() {
    return StreamOptions.of(home, broker.bootstrap(), server.url().toString())
        .withCheckpoints(Duration.ofSeconds(10), Duration.ofMillis(200));
  }

  public ArchiveOptions archive(String run) {
    return ArchiveOptions.of(options().lake(), run).withDurable(false);
  }

  Path lake() {
    return Path.of(options().lake());
  }

  /** How many records the lake must have. */
  long told() {
    return told;
  }

  public void tell(int records) {
    for (int i = 0; i < records; i++) {
      long n = told++;
      long ts = ArchiveFixture.START + n * SECOND / 100;
      Instrument instrument =
          new Instrument("S" + n % 7, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
      for (int times = n % 10 == 0 ? 2 : 1; times > 0; times--) {
        if (n % 4 == 3) {
          producer.quote("test", instrument, new Quote(ts, n, 99, 101, n, null, ts + 1_000));
        } else {
          producer.trade(
              "test", instrument, Trade.of("id" + n, ts, n, 100_00000000L + n, 5, ts + 1_000));
        }
      }
      if (n % 100 == 0) {
        producer.heartbeat(ts);
      }
    }
    producer.flush();
  }

  /** A record that no reader understands. */
  void poison() throws Exception {
    try (KafkaProducer<byte[], byte[]> raw =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      raw.send(new ProducerRecord<>(Topic.TRADES.topicName(), 0, new byte[] {1}, new byte[] {9}))
          .get();
    }
  }

  /** Waits until the lake has every record, and returns what it has. */
  public List<Long> archived() throws Exception {
    long[] rows = new long[1];
    await(
        () -> {
          rows[0] = ArchiveFixture.counts(lake()).getFirst();
          return rows[0] >= told;
        });
    return ArchiveFixture.counts(lake());
  }

  public static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (System.nanoTime() < end) {
      if (condition.call()) {
        return;
      }
      LockSupport.parkNanos(100_000_000);
    }
    throw new AssertionError("not within four minutes");
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
    server.close();
    broker.close();
  }
}
