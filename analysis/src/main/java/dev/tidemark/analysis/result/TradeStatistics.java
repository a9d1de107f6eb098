package dev.tidemark.analysis.result;

/**
 * Descriptive figures of the out-of-sample trades of a cell (spec §4.11). NaN is null. Returns are
 * fractions of unit notional unless a name says bps.
 *
 * @param profitFactor NaN if no trade lost
 * @param turnoverPerSession traded notional
 * @param exposure held bars over out-of-sample grid bars
 * @param medianHoldBars median bars from entry to exit of trades that met their target; NaN if none
 * @param skew of session sums; NaN if constant
 * @param kurt raw
 * @param sessionSharpe mean over sample standard deviation of session sums
 * @param annualSharpe annualised
 * @param tGross t-statistic of the session sums of reference gross returns
 * @param foldPositiveShare folds with net above zero, of those with an eligible session
 */
public record TradeStatistics(
    double meanNetBps,
    double meanGrossBps,
    double hitRate,
    double profitFactor,
    double meanNetSession,
    double totalNet,
    double maxDrawdown,
    double turnoverPerSession,
    double exposure,
    double avgHoldBars,
    double medianHoldBars,
    double skew,
    double kurt,
    double sessionSharpe,
    double annualSharpe,
    double tGross,
    double foldPositiveShare,
    double minFoldMean,
    double maxFoldMean) {}
