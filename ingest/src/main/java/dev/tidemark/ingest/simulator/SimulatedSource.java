package dev.tidemark.ingest.simulator;

import dev.tidemark.ingest.provider.Source;

/** A source whose faults are known beforehand. */
interface SimulatedSource extends Source {
  /** What reading this source delivers. */
  FaultManifest manifest();

  @Override
  default long bytes() {
    return -1;
  }
}
