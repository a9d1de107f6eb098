package dev.tidemark.stream.fold;

import org.jspecify.annotations.Nullable;

/** Calls to state that cannot fail in any way that somebody could do something about. */
final class StateCalls {
  private StateCalls() {}

  interface Question<T> {
    @Nullable T answer() throws Exception;
  }

  interface Change {
    void make() throws Exception;
  }

  static <T> @Nullable T ask(Question<T> question) {
    try {
      return question.answer();
    } catch (Exception e) {
      throw new IllegalStateException("The state of the job cannot be read", e);
    }
  }

  static void run(Change change) {
    try {
      change.make();
    } catch (Exception e) {
      throw new IllegalStateException("The state of the job cannot be written", e);
    }
  }
}
