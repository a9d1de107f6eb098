package dev.tidemark.stream.fold;

import dev.tidemark.stream.event.MarketEvent;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** Records by the state they belong to. */
public final class SeriesStreams {
  private SeriesStreams() {}

  /**
   * Brings records of a key to the subtask that has its state. Where one subtask has all of it the
   * records stay where they are: reading, computing and writing are one chain of calls, and no
   * record is made bytes in between.
   */
  public static KeyedStream<MarketEvent, String> keyed(
      DataStream<MarketEvent> records, KeySelector<MarketEvent, String> key, int parallelism) {
    return parallelism == 1
        ? DataStreamUtils.reinterpretAsKeyedStream(records, key, Types.STRING)
        : records.keyBy(key, Types.STRING);
  }
}
