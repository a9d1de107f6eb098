package dev.tidemark.analysis.result;

/**
 * One closed position on unit notional. Bars are flat indices of the analysed bars.
 *
 * @param fold walk-forward fold whose test sessions hold the entry; -1 outside all
 * @param cell cell of the fill bar; -1 if its day or bin is in no cell
 * @param direction 1 long, -1 short
 * @param entrySignal signal at the close on which the entry was decided
 * @param imputed whether a fill price was made up because no quote was valid
 * @param atClose whether the exit was filled at the close of its bar rather than at the open
 * @param grossRef gross return from bar prices, whatever the cost mode
 * @param held bars
 */
public record Trade(
    int config,
    int fold,
    int cell,
    int direction,
    int entryBar,
    double entryPrice,
    double entrySignal,
    boolean imputed,
    int exitBar,
    double exitPrice,
    ExitReason reason,
    boolean atClose,
    double gross,
    double cost,
    double net,
    double grossRef,
    int held) {}
