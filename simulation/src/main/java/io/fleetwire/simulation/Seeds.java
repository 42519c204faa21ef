package io.fleetwire.simulation;

import java.io.PrintStream;
import java.util.List;

/// Runs many worlds from the command line: `Seeds FIRST COUNT`. Exits with 1 when a promise was
/// broken, and names the seed that replays it.
public final class Seeds {
  private static final long PER_LINE = 1_000;

  private Seeds() {}

  public static void main(String[] arguments) {
    long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    System.exit(run(first, count, System.out) ? 0 : 1);
  }

  private static boolean run(long first, long count, PrintStream out) {
    long broken = 0;
    long promises = 0;
    for (long seed = first; seed < first + count; seed++) {
      Simulation simulation = new Simulation(seed);
      List<String> verdict = simulation.run();
      promises += simulation.promises();
      if (!verdict.isEmpty()) {
        broken++;
        out.println("seed " + seed + " broke " + verdict.size() + " promises, first:");
        out.println("  " + verdict.getFirst());
      }
      if ((seed - first + 1) % PER_LINE == 0) {
        out.println(seed - first + 1 + " worlds, " + promises + " promises, " + broken + " broken");
      }
    }
    out.println(count + " worlds, " + promises + " promises, " + broken + " worlds with a fault");
    return broken == 0;
  }
}
