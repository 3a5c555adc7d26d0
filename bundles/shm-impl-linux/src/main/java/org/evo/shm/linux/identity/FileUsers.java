// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Proves that no process can write to a file any more: none of the machine has it open, or mapped
 * for writing. That is the only proof there is for writers that take no lock. Thread-safe.
 *
 * <p>It can be given in the initial PID namespace only, and by a user who may look into every
 * process: root, or one with CAP_SYS_PTRACE. To others /proc need not even show them all, see
 * hidepid in proc(5); since whoever may look into process 1 sees all, seeing that one is part of
 * the proof. Without it nothing is said.
 */
public final class FileUsers {

  /** Inode of the initial PID namespace, PROC_PID_INIT_INO of the kernel. */
  private static final long INITIAL_PID_NAMESPACE = 0xEFFFFFFCL;

  private static final String FIRST_PROCESS = "1";

  private final Path proc;
  private final ProcessTable processes;
  private final String ownPid;

  /** Of this machine. */
  public FileUsers(ProcessTable processes) {
    this(Path.of("/proc"), processes);
  }

  FileUsers(Path proc, ProcessTable processes) {
    this.proc = proc;
    this.processes = processes;
    this.ownPid = Integer.toString(processes.self().pid());
  }

  /**
   * Whether it is proven that nobody can write to a file. Timing: cold, some ms for a hundred
   * processes.
   *
   * @param file a name of it
   * @param recordedPid the process that wrote itself into it: while it runs nothing is proven
   */
  public boolean provenUnused(Path file, int recordedPid) {
    return processes.self().pidNamespace() == INITIAL_PID_NAMESPACE
        && !Files.exists(proc.resolve(Integer.toString(recordedPid)))
        && nobodyUses(file);
  }

  boolean nobodyUses(Path file) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
      Identity wanted = Identity.of(file);
      boolean seenFirst = false;
      for (Path process : all) {
        if (mayUse(process, wanted)) {
          return false;
        }
        seenFirst |= process.endsWith(FIRST_PROCESS);
      }
      return seenFirst;
    } catch (IOException | UncheckedIOException e) {
      // What cannot be looked at may be its writer.
      return false;
    }
  }

  /** Descriptors first: a writer opens the file, maps it, and then may close the descriptor. */
  private boolean mayUse(Path process, Identity wanted) throws IOException {
    Path name = process.getFileName();
    boolean self = name != null && name.toString().equals(ownPid);
    try {
      // We have it open ourselves, to look at it.
      return (!self && hasOpen(process.resolve("fd"), wanted)) || hasMapped(process, wanted);
    } catch (NoSuchFileException e) {
      return Files.exists(process);
    }
  }

  private static boolean hasOpen(Path descriptors, Identity wanted) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        if (leadsTo(descriptor, wanted)) {
          return true;
        }
      }
      return false;
    }
  }

  /** A descriptor may be closed while it is looked at. */
  private static boolean leadsTo(Path descriptor, Identity wanted) throws IOException {
    try {
      return Identity.of(descriptor).equals(wanted);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Lines of maps, see proc(5): {@code address perms offset dev inode path}. The inode alone
   * decides: on another device it is a false alarm, which does no harm.
   */
  private static boolean hasMapped(Path process, Identity wanted) throws IOException {
    String inode = Long.toString(wanted.inode());
    return Files.readAllLines(process.resolve("maps")).stream()
        .map(line -> line.split(" +", 6))
        .anyMatch(part -> part.length > 4 && part[4].equals(inode) && part[1].contains("w"));
  }

  private record Identity(long inode, long device) {

    static Identity of(Path file) throws IOException {
      Map<String, Object> attributes = Files.readAttributes(file, "unix:ino,dev");
      long inode = ((Number) attributes.get("ino")).longValue();
      return new Identity(inode, ((Number) attributes.get("dev")).longValue());
    }
  }
}
