// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.nio.file.Path;
import java.util.List;

/**
 * What one worker does of a campaign.
 *
 * @param seed of the campaign
 * @param first its first input
 * @param stride from one of its inputs to the next
 * @param inputs how many at most
 * @param seconds how long at most, 0 for no limit
 * @param home a directory of its own, in memory
 * @param position the file that says where it is
 */
record Share(
    long seed, long first, long stride, long inputs, long seconds, Path home, Path position) {

  List<String> arguments() {
    return List.of(
        Long.toString(seed),
        Long.toString(first),
        Long.toString(stride),
        Long.toString(inputs),
        Long.toString(seconds),
        home.toString(),
        position.toString());
  }

  static Share parse(String[] args) {
    return new Share(
        Long.parseLong(args[0]),
        Long.parseLong(args[1]),
        Long.parseLong(args[2]),
        Long.parseLong(args[3]),
        Long.parseLong(args[4]),
        Path.of(args[5]),
        Path.of(args[6]));
  }
}
