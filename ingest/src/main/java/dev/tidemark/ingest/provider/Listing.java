package dev.tidemark.ingest.provider;

import java.util.List;

/**
 * What a provider offers for a selection.
 *
 * @param sources in the order in which sources of the same series must be read
 * @param refusals sources that will not be read, and why
 */
public record Listing(List<Source> sources, List<Refusal> refusals) {

  public Listing {
    sources = List.copyOf(sources);
    refusals = List.copyOf(refusals);
  }
}
