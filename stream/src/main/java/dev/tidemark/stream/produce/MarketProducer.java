package dev.tidemark.stream.produce;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.live.LiveSink;
import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.deadletter.LetterHeaders;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.topic.Topic;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes trades and quotes to their topics: idempotent, acknowledged by all replicas, in bounded
 * memory, one series in one partition in the order of its calls.
 *
 * <p>A heartbeat promises that everything known before it has been told. So a record that comes
 * with an earlier time of knowledge after a heartbeat of ours counts as known at the heartbeat: it
 * was not known to whoever reads the log before.
 */
public final class MarketProducer implements LiveSink, AutoCloseable {
  private static final int LONGEST_REJECT = 64 << 10;

  private final RecordSender sending;
  private final MarketEncoder encoder;
  private final long[] tradeClocks;
  private final long[] quoteClocks;
  private long records;

  private MarketProducer(RecordSender sending, MarketEncoder encoder, int trades, int quotes) {
    this.sending = sending;
    this.encoder = encoder;
    this.tradeClocks = new long[trades];
    this.quoteClocks = new long[quotes];
    Arrays.fill(tradeClocks, Long.MIN_VALUE);
    Arrays.fill(quoteClocks, Long.MIN_VALUE);
  }

  /**
   * Asks the cluster for its partitions and the registry for the ids of the schemas.
   *
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE when the cluster, its topics or
   *     the registry are not there
   */
  public static MarketProducer open(ProducerOptions options, SchemaRegistry registry) {
    int trades = Producers.partitions(options.bootstrap(), Topic.TRADES.topicName());
    int quotes = Producers.partitions(options.bootstrap(), Topic.QUOTES.topicName());
    MarketEncoder encoder = new MarketEncoder(registry);
    return new MarketProducer(new RecordSender(Producers.open(options)), encoder, trades, quotes);
  }

  @Override
  public synchronized void trade(String source, Instrument instrument, Trade trade) {
    byte[] key = MarketEncoder.key(source, instrument.symbol());
    int partition = partition(key, tradeClocks.length);
    long known = Math.max(trade.knownNanos(), tradeClocks[partition]);
    byte[] value = encoder.trade(source, instrument, trade, known);
    sending.send(new ProducerRecord<>(Topic.TRADES.topicName(), partition, key, value));
    records++;
  }

  @Override
  public synchronized void quote(String source, Instrument instrument, Quote quote) {
    byte[] key = MarketEncoder.key(source, instrument.symbol());
    int partition = partition(key, quoteClocks.length);
    long known = Math.max(quote.knownNanos(), quoteClocks[partition]);
    byte[] value = encoder.quote(source, instrument, quote, known);
    sending.send(new ProducerRecord<>(Topic.QUOTES.topicName(), partition, key, value));
    records++;
  }

  /**
   * Tells every partition that all which was known before has been told. Earlier than the last one,
   * it says nothing new and is not sent.
   *
   * @param knownNanos nanoseconds UTC
   */
  public synchronized void heartbeat(long knownNanos) {
    heartbeat(Topic.TRADES, tradeClocks, knownNanos);
    heartbeat(Topic.QUOTES, quoteClocks, knownNanos);
  }

  @Override
  public void reject(String source, String reason, String detail, byte[] payload) {
    byte[] value =
        payload.length <= LONGEST_REJECT ? payload : Arrays.copyOf(payload, LONGEST_REJECT);
    var record =
        new ProducerRecord<byte[], byte[]>(Topic.TRADES.deadLetters(), Utils.utf8(source), value);
    LetterHeaders.put(record.headers(), LetterHeaders.REASON, LetterReason.FEED_REJECT.name());
    LetterHeaders.put(record.headers(), LetterHeaders.DETAIL, reason + ": " + detail);
    LetterHeaders.put(record.headers(), LetterHeaders.SOURCE, source);
    sending.send(record);
  }

  @Override
  public void flush() {
    sending.flush();
  }

  /** Records taken so far, without heartbeats. */
  public synchronized long records() {
    return records;
  }

  /** Waits until everything taken is durable or given up. */
  @Override
  public void close() {
    sending.close();
  }

  /** The partition of a key, as every Kafka client chooses it. */
  public static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private void heartbeat(Topic topic, long[] clocks, long knownNanos) {
    byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(knownNanos).array();
    for (int partition = 0; partition < clocks.length; partition++) {
      if (clocks[partition] >= knownNanos) {
        continue;
      }
      clocks[partition] = knownNanos;
      var record = new ProducerRecord<byte[], byte[]>(topic.topicName(), partition, null, null);
      record.headers().add(HeartbeatRecord.HEADER, time);
      sending.send(record);
    }
  }
}
