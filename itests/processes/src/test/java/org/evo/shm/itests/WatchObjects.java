// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What watching costs a process: descriptors and threads. */
final class WatchObjects {

  private WatchObjects() {}

  /** How many processes it has open. */
  static long pidfds(long pid) {
    return descriptors(pid).filter(target -> target.contains("pidfd")).count();
  }

  /** Whether it waits for the end of any process. */
  static boolean isWaiting(Peer peer) {
    return descriptors(peer.process().pid()).anyMatch(target -> target.contains("eventpoll"));
  }

  /** How many descriptors it has, of whatever kind. */
  static long descriptors(Peer peer) {
    return descriptors(peer.process().pid()).count();
  }

  private static Stream<String> descriptors(long pid) {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return all.map(WatchObjects::target).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed since the listing.
      return "";
    }
  }

  /** The threads of this process that watch processes. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.equals("evo-shm-processes"))
        .toList();
  }
}
