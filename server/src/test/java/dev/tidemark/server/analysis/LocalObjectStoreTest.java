package dev.tidemark.server.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalObjectStoreTest {
  @TempDir Path directory;
  private final AtomicInteger names = new AtomicInteger();

  private ObjectStore store() {
    return new LocalObjectStore(directory.resolve("objects"), () -> "n" + names.incrementAndGet());
  }

  @Test
  void whatIsStoredIsReadBackAndReplaced() {
    ObjectStore store = store();
    store.put(Map.of("a/b/c.json", "one".getBytes(UTF_8), "a/d.csv", new byte[0]));
    assertThat(store.get("a/b/c.json")).contains("one".getBytes(UTF_8));
    assertThat(store.get("a/d.csv")).contains(new byte[0]);
    store.putRebuildable("a/b/c.json", "two".getBytes(UTF_8));
    assertThat(store().get("a/b/c.json")).contains("two".getBytes(UTF_8));
    assertThat(store.get("a/absent")).isEmpty();
  }

  @Test
  void aLinkKeepsItsBytesWhenTheOtherIsReplaced() {
    ObjectStore store = store();
    store.put(Map.of("a/x", "one".getBytes(UTF_8)));
    store.link("a/x", "b/x");
    store.link("a/x", "b/x");
    store.put(Map.of("a/x", "two".getBytes(UTF_8)));
    assertThat(store.get("b/x")).contains("one".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "a//b",
        "a/",
        ".hidden",
        "a/.b",
        "a\\b",
        "a/b\u0000",
        "ä/b",
        "a b"
      })
  void aKeyIsNeverAPathOutOfTheStore(String key) {
    assertThatThrownBy(() -> store().put(Map.of(key, new byte[1])))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThatThrownBy(() -> store().get(key)).isInstanceOf(TidemarkException.class);
  }

  @Test
  void readersSeeOneOfTheVersionsWhole() throws Exception {
    ObjectStore store = store();
    store.put(Map.of("a/x", bytes(0)));
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<Boolean> writer =
          () -> {
            for (int i = 0; i < 200; i++) {
              store.putRebuildable("a/x", bytes(i % 7));
            }
            return true;
          };
      Future<Boolean> written = threads.submit(writer);
      while (!written.isDone()) {
        byte[] seen = store.get("a/x").orElseThrow();
        assertThat(seen).isEqualTo(bytes(seen[0]));
      }
      assertThat(written.get()).isTrue();
    }
    assertThat(files()).containsExactly("a/x");
  }

  @Test
  void whatCannotBeWrittenIsSaidAndLeavesNothing() throws IOException {
    Files.createDirectories(directory.resolve("objects"));
    Files.writeString(directory.resolve("objects/a"), "a file where a folder must be");
    assertThatThrownBy(() -> store().put(Map.of("a/x", new byte[1])))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILURE));
    assertThat(files()).containsExactly("a");
  }

  private List<String> files() throws IOException {
    Path root = directory.resolve("objects");
    try (var files = Files.walk(root)) {
      return new ArrayList<>(
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .toList());
    }
  }

  private static byte[] bytes(int value) {
    byte[] bytes = new byte[20_000];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
