// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs jcstress and fails, with exit code 1, unless every planned test has passed: jcstress itself
 * calls a test good that could not run.
 */
public final class StressMain {

  private static final Pattern RESULTS =
      Pattern.compile(
          "(\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");

  private String results = "";

  private StressMain() {}

  public static void main(String[] args) throws Exception {
    System.exit(new StressMain().run(args) ? 0 : 1);
  }

  private boolean run(String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main"));
    command.addAll(List.of(args));
    Process jcstress = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = jcstress.inputReader()) {
      out.lines().forEach(this::take);
    }
    boolean good = jcstress.waitFor() == 0 && allPassed();
    if (!good) {
      System.out.println("jcstress: not every planned test has passed: " + results);
    }
    return good;
  }

  private void take(String line) {
    System.out.println(line);
    Matcher found = RESULTS.matcher(line);
    if (found.find()) {
      results = found.group();
    }
  }

  private boolean allPassed() {
    Matcher last = RESULTS.matcher(results);
    return last.matches()
        && Integer.parseInt(last.group(1)) > 0
        && last.group(1).equals(last.group(2))
        && last.group(4).equals("0")
        && last.group(5).equals("0");
  }
}
