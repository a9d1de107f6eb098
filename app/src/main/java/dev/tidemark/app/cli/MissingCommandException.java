package dev.tidemark.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A group of commands was named, but none of its commands; answered with the group's help. */
public final class MissingCommandException extends ParameterException {
  private static final long serialVersionUID = 1;

  public MissingCommandException(CommandLine group) {
    super(group, "No command given");
  }
}
