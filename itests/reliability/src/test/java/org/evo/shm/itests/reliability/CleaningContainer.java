// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A container, as its agent lets see it. One thread at a time may ask it. */
final class CleaningContainer implements AutoCloseable {

  private static final long PATIENCE_S = 60;

  private final Child process;
  private final ContainerLog log = new ContainerLog();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  CleaningContainer(Child process) {
    this.process = process;
    process.await("ready");
    Thread collector = new Thread(this::collect, "container-" + process.pid());
    collector.setDaemon(true);
    collector.start();
  }

  private void collect() {
    try {
      while (true) {
        String line = process.line();
        if (line.matches("(owns|reads|rested|listed) ?.*")) {
          answers.add(line);
        } else {
          log.note(line);
        }
      }
    } catch (IllegalStateException | StuckException e) {
      answers.add(e.toString());
    }
  }

  ContainerLog log() {
    return log;
  }

  long pid() {
    return process.pid();
  }

  /** Has something done; what it answers behind its first word. */
  String ask(String command, String answer) {
    process.say(command);
    try {
      String line = answers.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (line == null || !line.startsWith(answer)) {
        throw new StuckException("container " + pid() + " answers '" + command + "' with " + line);
      }
      return line.substring(answer.length()).trim();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** See {@link Child#kill}. */
  long kill() {
    long killedNs = process.kill();
    process.awaitExit();
    return killedNs;
  }

  @Override
  public void close() {
    process.close();
  }
}
