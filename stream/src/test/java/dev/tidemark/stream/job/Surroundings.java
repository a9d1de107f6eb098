package dev.tidemark.stream.job;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import dev.tidemark.smartdb.market.MarketSchema;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.MemorySubjects;
import dev.tidemark.stream.registry.RegistryServer;
import dev.tidemark.stream.registry.Subjects;
import dev.tidemark.stream.sink.SmartDbAddress;
import dev.tidemark.stream.topic.Topics;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker, a registry and a database, all real: what jobs need, wherever they run. */
public class Surroundings implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_NANOS = 20_000_000;
  private static final int LOOKS = 2_000;
  private static final Duration POLL = Duration.ofMillis(20);

  public final EmbeddedBroker broker;
  public final MarketProducer producer;
  public final StreamOptions options;
  final EmbeddedPostgres postgres;
  final Database database;
  final Subjects subjects;
  RegistryServer registry;
  private final Path home;

  public Surroundings(Path home) {
    this(home, UnaryOperator.identity());
  }

  Surroundings(Path home, UnaryOperator<StreamOptions> change) {
    this.home = home;
    broker = EmbeddedBroker.start(home.resolve("kafka"), 0);
    try (Topics topics = Topics.of(broker.bootstrap(), PATIENCE)) {
      topics.ensure();
    }
    postgres = EmbeddedPostgres.start(EmbeddedOptions.of(home.resolve("postgres"), () -> "secret"));
    database = postgres.database();
    MarketSchema.migrate(database);
    subjects = new Subjects(new MemorySubjects());
    registry = RegistryServer.start(subjects, home.resolve("registry"));
    producer = MarketProducer.open(ProducerOptions.patient(broker.bootstrap()), subjects);
    options =
        change.apply(
            StreamOptions.of(home, broker.bootstrap(), registry.url().toString())
                .withSmartDb(SmartDbAddress.of(database))
                .withParallelism(2)
                .withCheckpoints(Duration.ofMinutes(10), Duration.ofMinutes(10)));
  }

  /** The registry again, at its address, after it was closed. */
  void startRegistry() {
    registry = RegistryServer.start(subjects, home.resolve("registry"));
  }

  /** What is of use to know when something does not happen. */
  protected String circumstances() {
    return options.toString();
  }

  /** First column of the rows of a query, as text. */
  public List<String> rows(String query) throws SQLException {
    try (var connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(String.valueOf(row.getString(1)));
      }
      return found;
    }
  }

  public String one(String query) throws SQLException {
    return rows(query).getFirst();
  }

  /** Looks again and again, while the database is away, too. */
  public <T> T await(Callable<T> look, Predicate<T> enough) throws Exception {
    Object seen = "nothing";
    for (int i = 0; i < LOOKS; i++) {
      try {
        T now = look.call();
        if (enough.test(now)) {
          return now;
        }
        seen = now;
      } catch (SQLException away) {
        seen = away;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    throw new AssertionError("still " + seen + "; " + circumstances());
  }

  /** Records of a topic from the beginning, once there are so many. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (int i = 0; i < LOOKS && records.size() < count; i++) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** What a topic holds now. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      long count = consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
      return read(topic, Math.toIntExact(count));
    }
  }

  /** The record at a position. */
  ConsumerRecord<byte[], byte[]> at(TopicPartition partition, long offset) {
    try (var consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      for (int i = 0; i < LOOKS; i++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return record;
        }
      }
    }
    throw new AssertionError("nothing at " + partition + " " + offset);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrap()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
    postgres.close();
    broker.close();
  }
}
