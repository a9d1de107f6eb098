package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.params.FalseDiscovery;

/** Adjusted p-values of the tested cells, in cell order, and what passes (spec §4.9). */
record Decision(double[] bh, double[] by, boolean[] pass) {

  static Decision of(double[] p, FalseDiscovery rule) {
    double[] bh = dev.tidemark.core.stats.FalseDiscovery.benjaminiHochberg(p);
    double[] by = dev.tidemark.core.stats.FalseDiscovery.benjaminiYekutieli(p);
    double[] q = rule.method() == FalseDiscovery.Method.BH ? bh : by;
    boolean[] pass = new boolean[p.length];
    for (int i = 0; i < pass.length; i++) {
      pass[i] = q[i] <= rule.level();
    }
    return new Decision(bh, by, pass);
  }
}
