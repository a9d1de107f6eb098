package dev.tidemark.stream.sink;

import dev.tidemark.stream.fold.LiveRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Rows on their way, as a checkpoint keeps them: their number and Flink's bytes of each. */
final class LiveRowsSerializer implements SimpleVersionedSerializer<List<LiveRow>> {
  /** To be raised whenever a field of a row changes. */
  private static final int VERSION = 1;

  private static final int BYTES_OF_A_ROW = 256;

  private final TypeSerializer<LiveRow> row =
      TypeInformation.of(LiveRow.class).createSerializer(new SerializerConfigImpl());

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(List<LiveRow> rows) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(BYTES_OF_A_ROW * (rows.size() + 1));
    out.writeInt(rows.size());
    for (LiveRow each : rows) {
      row.serialize(each, out);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public List<LiveRow> deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "Rows on their way to the Smart-DB are kept in form "
              + version
              + "; this version reads form "
              + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int size = in.readInt();
    List<LiveRow> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(row.deserialize(in));
    }
    return rows;
  }
}
