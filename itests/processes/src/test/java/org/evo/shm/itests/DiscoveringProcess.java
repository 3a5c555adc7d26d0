// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.evo.shm.discovery.DiscoverySettings;

/**
 * A process that keeps an index of a directory and prints each event as {@code KIND SEGMENT}. At
 * {@code spare COUNT} it takes its descriptors but so many, at {@code giveBack} it gives them back,
 * and says {@code ok} each time.
 */
final class DiscoveringProcess {

  private DiscoveringProcess() {}

  /**
   * Entry point.
   *
   * @param args directory, scanMs, validationMs
   */
  public static void main(String[] args) throws IOException {
    DiscoverySettings settings =
        new DiscoverySettings(Long.parseLong(args[1]), Long.parseLong(args[2]), 0, true);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    TakenDescriptors descriptors = new TakenDescriptors();
    try (WatchedDirectory watched = WatchedDirectory.of(Path.of(args[0]), settings)) {
      watched
          .discovery()
          .addListener(event -> System.out.println(event.kind() + " " + event.segment().name()));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("spare")) {
          descriptors.spare(Integer.parseInt(words[1]));
        } else {
          descriptors.giveBack();
        }
        System.out.println("ok");
      }
    }
  }
}
