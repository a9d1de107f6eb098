package dev.tidemark.interop.lake;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.interop.wire.Words;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.store.LocalTableStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves the lake below the directory in the first argument: a line of {@link Words} in, a line
 * out, until the input ends. An answer is {@code ok} and the result, or {@code refused}, the error
 * code and the message.
 */
public final class LakeMain {
  private LakeMain() {}

  public static void main(String[] args) throws IOException {
    // Only answers go to standard output; whatever else prints there goes where the log goes.
    PrintStream answers = System.out;
    System.setOut(System.err);
    LakeOptions options =
        LakeOptions.of(Path.of(args[0]), Clock.systemUTC())
            .withDurable(false)
            .withMemoryBytes(512L << 20);
    try (LocalTableStore store = LocalTableStore.open(options);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      LakeCommands lake = new LakeCommands(store);
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        answers.println(Words.join(answer(lake, Words.split(line))));
        answers.flush();
      }
    }
  }

  private static List<String> answer(LakeCommands lake, List<String> words) {
    List<String> answer = new ArrayList<>();
    try {
      answer.add("ok");
      answer.addAll(lake.run(words.get(0), words.subList(1, words.size())));
      return answer;
    } catch (TidemarkException e) {
      return List.of("refused", e.code().name(), e.getMessage());
    } catch (RuntimeException e) {
      e.printStackTrace();
      return List.of("refused", e.getClass().getName(), String.valueOf(e.getMessage()));
    }
  }
}
