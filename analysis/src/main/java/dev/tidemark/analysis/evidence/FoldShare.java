package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.walk.TrainTest;
import java.util.List;

/**
 * How evenly a result is spread over the folds that hold an eligible session. NaN without any.
 *
 * @param positive share of them with a net sum above zero
 * @param least smallest mean of net session sums of a fold
 * @param greatest greatest mean
 */
record FoldShare(double positive, double least, double greatest) {

  static FoldShare of(CellSample sample, List<TrainTest> folds) {
    int counted = 0;
    int positive = 0;
    double least = Double.NaN;
    double greatest = Double.NaN;
    for (TrainTest fold : folds) {
      int sessions = 0;
      double sum = 0.0;
      for (int i = 0; i < sample.sessions().length; i++) {
        int session = sample.sessions()[i];
        if (session >= fold.testFrom() && session < fold.testTo()) {
          sessions++;
          sum += sample.net()[i];
        }
      }
      if (sessions > 0) {
        double mean = sum / sessions;
        least = counted == 0 ? mean : Math.min(least, mean);
        greatest = counted == 0 ? mean : Math.max(greatest, mean);
        counted++;
        positive += sum > 0 ? 1 : 0;
      }
    }
    return new FoldShare(counted == 0 ? Double.NaN : (double) positive / counted, least, greatest);
  }
}
