package dev.tidemark.app.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows one by one; {@link #finish} once after the last. */
public interface RowWriter {
  void row(List<@Nullable Object> values);

  void finish();
}
