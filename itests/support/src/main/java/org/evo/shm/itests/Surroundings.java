// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a child process finds itself in: another user, namespaces of its own, limits. Immutable;
 * what is added last is nearest to the child.
 *
 * @param prefix the commands that make it so and then become the child or wait for it
 */
public record Surroundings(List<String> prefix) {

  private static final long PROBE_S = 30;

  /** Those of the test. */
  public static final Surroundings SAME = new Surroundings(List.of());

  /**
   * An ordinary user, by number, without any capability and without a way to get one; nobody of
   * that number needs to exist.
   */
  public Surroundings user(int uid, int gid, int... groups) {
    String supplementary =
        groups.length == 0
            ? "--clear-groups"
            : "--groups="
                + Arrays.stream(groups).mapToObj(String::valueOf).collect(Collectors.joining(","));
    // A home that is not there, and a directory that everybody may be in.
    return with("env", "--chdir=/", "-u", "XDG_CACHE_HOME", "HOME=/nonexistent")
        .with("setpriv", "--reuid=" + uid, "--regid=" + gid, supplementary)
        .with("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all");
  }

  /** A PID namespace, in which it is process 1; it ends with whoever waits for it. */
  public Surroundings newPidNamespace() {
    return with("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
  }

  /** A mount namespace with an empty tmpfs of this size on a directory. */
  public Surroundings newFileSystem(String directory, long sizeBytes) {
    String mount = "mount -t tmpfs -o size=" + sizeBytes + ",mode=1777 tmpfs \"$0\" && exec \"$@\"";
    return with("unshare", "--mount", "--propagation", "private", "sh", "-c", mount, directory);
  }

  /**
   * A mount namespace with a /proc that shows ordinary users only such processes as they could
   * trace.
   */
  public Surroundings hiddenProcesses() {
    String mount = "mount -t proc -o hidepid=2 proc /proc && exec \"$@\"";
    return with("unshare", "--mount", "--propagation", "private", "sh", "-c", mount, "hidden");
  }

  /** An ordinary user with one capability, such as {@code sys_nice}. */
  public Surroundings userWith(String capability, int uid, int gid) {
    String plus = "+" + capability;
    return with("env", "--chdir=/", "-u", "XDG_CACHE_HOME", "HOME=/nonexistent")
        .with("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups")
        .with("--inh-caps=-all," + plus, "--ambient-caps=" + plus);
  }

  /** The PID namespace of another process, with the /proc that belongs to it. */
  public Surroundings pidNamespaceOf(long pid) {
    return with("nsenter", "--pid", "--mount", "--target", Long.toString(pid));
  }

  /** The mount namespace of another process. */
  public Surroundings fileSystemsOf(long pid) {
    return with("nsenter", "--mount", "--target", Long.toString(pid));
  }

  /** A limit as prlimit(1) names it, soft and hard. */
  public Surroundings limit(String name, long value) {
    return with("prlimit", "--" + name + "=" + value + ":" + value);
  }

  /** A variable of the environment. */
  public Surroundings variable(String name, String value) {
    return with("env", name + "=" + value);
  }

  /**
   * A kernel without a system call.
   *
   * @param launcher see {@link CPeer#compileWithoutCall}
   * @param number the call's, on this architecture
   */
  public Surroundings withoutCall(Path launcher, int number) {
    return with(launcher.toString(), Integer.toString(number));
  }

  private Surroundings with(String... more) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(more));
    return new Surroundings(List.copyOf(all));
  }

  /** The command, in them. */
  public List<String> around(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  /** Whether this machine grants them to the test. */
  public boolean available() {
    try {
      Process probe = new ProcessBuilder(around(List.of("true"))).redirectErrorStream(true).start();
      return probe.waitFor(PROBE_S, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
