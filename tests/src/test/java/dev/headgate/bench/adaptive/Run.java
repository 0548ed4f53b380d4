package dev.headgate.bench.adaptive;

/**
 * What one run came to.
 *
 * @param utilisation what was accepted of what could have been, 0 to 1; a full bucket at the start can lift it above
 * @param refused the refused of all calls, 0 to 1
 * @param settling seconds from a change of the capacity until it is used to 90 % and not passed by 10 %, on average
 * @param overshoot by how much the worst ten seconds passed the capacity that had held for 20 s, as a share of it
 */
record Run(double utilisation, double refused, double settling, double overshoot) {}
