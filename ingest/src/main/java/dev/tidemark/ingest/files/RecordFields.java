package dev.tidemark.ingest.files;

import dev.tidemark.ingest.text.FieldSplitter;
import dev.tidemark.ingest.text.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The fields of a record, however it is written, by the positions of a {@link RowLayout}. */
interface RecordFields {

  /** Number of fields, or -1 when the record is malformed. */
  int split(byte[] bytes, int from, int to);

  /** First byte of a field; equal to {@link #to} when the record lacks it. */
  int from(int position);

  int to(int position);

  static RecordFields delimited(char delimiter) {
    FieldSplitter splitter = new FieldSplitter(delimiter);
    return new RecordFields() {
      @Override
      public int split(byte[] bytes, int from, int to) {
        return splitter.split(bytes, from, to);
      }

      @Override
      public int from(int position) {
        return splitter.from(position);
      }

      @Override
      public int to(int position) {
        return splitter.to(position);
      }
    };
  }

  /**
   * Members of a JSON object; position i is the member named {@code keys.get(i)}. A null is
   * missing.
   */
  static RecordFields json(List<String> keys) {
    JsonFields fields = new JsonFields();
    byte[] none = "null".getBytes(StandardCharsets.UTF_8);
    byte[][] wanted =
        keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return new RecordFields() {
      @Override
      public int split(byte[] bytes, int from, int to) {
        return fields.read(bytes, from, to) ? wanted.length : -1;
      }

      @Override
      public int from(int position) {
        int member = fields.find(wanted[position]);
        return member < 0 ? 0 : fields.from(member);
      }

      @Override
      public int to(int position) {
        int member = fields.find(wanted[position]);
        if (member < 0) {
          return 0;
        }
        boolean missing = !fields.isText(member) && fields.is(member, none);
        return missing ? fields.from(member) : fields.to(member);
      }
    };
  }
}
