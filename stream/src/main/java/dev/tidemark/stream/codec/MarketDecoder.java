package dev.tidemark.stream.codec;

import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import dev.tidemark.stream.topic.Topic;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;

/**
 * Reads values of the topic of trades or of quotes, whatever version of the schema they were
 * written with, and refuses what cannot be a record. The verdict depends on the bytes alone. Not
 * thread-safe.
 */
public final class MarketDecoder {
  /** No market record comes near; longer values are refused unread. */
  public static final int LONGEST_VALUE = 64 * 1024;

  private final WireReader wire = WireReader.ofMany();
  private final WriterSchemas writers;
  private final boolean trades;
  private final int fields;

  /**
   * @param topic {@link Topic#TRADES} or {@link Topic#QUOTES}
   */
  public MarketDecoder(Topic topic, SchemaRegistry registry) {
    Schema reader = TopicSchema.of(topic).schema();
    writers = new WriterSchemas(registry, reader);
    trades = topic == Topic.TRADES;
    fields = reader.getFields().size();
  }

  /**
   * Reads one record into {@code into}, except its position and clock.
   *
   * @param key of the record, which must be that of its series
   * @throws RefusedRecordException when it goes to the dead letters; {@code into} is then garbage
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE when the registry must be asked
   *     and does not answer: the record may be fine
   */
  public void decode(byte[] key, byte[] value, MarketEvent into) throws RefusedRecordException {
    decode(value, into);
    if (!MarketChecks.isKey(key, into.source, into.instrument)) {
      throw new RefusedRecordException(
              LetterReason.BAD_KEY, "the key is not " + into.source + '/' + into.instrument)
          .of(WireFrame.schema(value));
    }
  }

  /** As {@link #decode(byte[], byte[], MarketEvent)} for a record whose key does not matter. */
  public void decode(byte[] value, MarketEvent into) throws RefusedRecordException {
    int schema = WireFrame.schema(value);
    try {
      if (value.length > LONGEST_VALUE) {
        throw new RefusedRecordException(LetterReason.TOO_LARGE, value.length + " bytes");
      }
      ResolvingDecoder resolving = writers.of(schema).resolving();
      wire.over(value, WireFrame.BYTES);
      if (resolving == null) {
        own(into);
      } else {
        resolved(resolving, into);
      }
      wire.finish();
      MarketChecks.check(into);
    } catch (RefusedRecordException e) {
      throw e.of(schema);
    }
  }

  private void own(MarketEvent into) throws RefusedRecordException {
    try {
      into.kind = trades ? MarketEvent.TRADE : MarketEvent.QUOTE;
      into.flags = 0;
      for (int i = 0; i < fields; i++) {
        field(i, wire, into);
      }
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private void resolved(ResolvingDecoder in, MarketEvent into) throws RefusedRecordException {
    try {
      in.configure(wire);
      into.kind = trades ? MarketEvent.TRADE : MarketEvent.QUOTE;
      into.flags = 0;
      for (Schema.Field field : in.readFieldOrder()) {
        field(field.pos(), in, into);
      }
      in.drain();
    } catch (IOException e) {
      throw refused(e);
    } catch (RuntimeException e) {
      // What Avro throws where writer and reader cannot meet.
      throw WireReader.bad(String.valueOf(e.getMessage()));
    }
  }

  private void field(int position, Decoder in, MarketEvent into) throws IOException {
    if (trades) {
      MarketFields.trade(position, in, into);
    } else {
      MarketFields.quote(position, in, into);
    }
  }

  private static RefusedRecordException refused(IOException e) {
    return e instanceof RefusedRecordException refused
        ? refused
        : WireReader.bad(String.valueOf(e.getMessage()));
  }
}
