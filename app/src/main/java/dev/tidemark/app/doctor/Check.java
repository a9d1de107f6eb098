package dev.tidemark.app.doctor;

/** One thing that must be right. A check that throws has failed; it never ends the examination. */
@FunctionalInterface
public interface Check {
  Finding examine() throws Exception;
}
