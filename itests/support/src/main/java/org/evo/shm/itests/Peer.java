// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Path;
import java.util.List;

/**
 * A process that does as it is told with segments; see {@link PeerMain} for what it understands.
 */
public final class Peer implements AutoCloseable {

  /**
   * An answer.
   *
   * @param text what it said
   */
  public record Answer(String text) {

    /** Whether it did what it was told. */
    public boolean ok() {
      return text.startsWith("ok ");
    }

    /** The code of the error, {@code ok} when there was none. */
    public String code() {
      return ok() ? "ok" : words()[1];
    }

    /** The error number, 0 when there was none. */
    public int errno() {
      return ok() ? 0 : Integer.parseInt(words()[2]);
    }

    /** The n-th word behind {@code ok}, from 0 on. */
    public String word(int n) {
      if (!ok()) {
        throw new AssertionError(text);
      }
      return words()[n + 1];
    }

    /** The n-th word behind {@code ok} as a number. */
    public long number(int n) {
      return Long.parseLong(word(n));
    }

    private String[] words() {
      return text.split(" ");
    }
  }

  private final ChildProcess process;

  private Peer(ChildProcess process) {
    this.process = process;
  }

  /** Starts one on a directory that trusts its own segments and root's. */
  public static Peer start(JavaProgram program, Path directory) {
    return start(program, directory, "-", "-");
  }

  /**
   * Starts one.
   *
   * @param group who may read what it creates, {@code -} for nobody else
   * @param trusted users with commas between them, {@code -} for none
   */
  public static Peer start(JavaProgram program, Path directory, String group, String trusted) {
    List<String> args = List.of(directory.toString(), group, trusted);
    return new Peer(ChildProcess.start(program.command(PeerMain.class, args)));
  }

  /** The process. */
  public ChildProcess process() {
    return process;
  }

  /** Tells it something without waiting. */
  public void tell(String command) {
    process.say(command);
  }

  /** Its next answer. */
  public Answer answer() {
    return new Answer(process.awaitLine());
  }

  /** Tells it something and waits for the answer. */
  public Answer ask(String command) {
    tell(command);
    return answer();
  }

  /** As {@link #ask}, for what must not fail. */
  public Answer must(String command) {
    Answer answer = ask(command);
    if (!answer.ok()) {
      throw new AssertionError(command + ": " + answer.text() + " " + process.err());
    }
    return answer;
  }

  /** The command that creates a slotted segment of a page in module {@code peer}, now. */
  public static String create(String name) {
    return create(name, "slotted");
  }

  /** The same in a layout. */
  public static String create(String name, String layout) {
    return "create " + name + " " + layout + " 4096 peer 0";
  }

  /** Sends SIGKILL and waits until it is gone. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
