package dev.tidemark.analysis.calibrate;

/** A fault, and the check that must tell it from the code as it is. */
interface Mutant {
  MutantVerdict examine();
}
