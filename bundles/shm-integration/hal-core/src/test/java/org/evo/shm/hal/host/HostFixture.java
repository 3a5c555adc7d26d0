// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@code /proc} and a {@code /sys} made of ordinary files: a machine of two processors with one
 * disk and one network card.
 */
public final class HostFixture {

  private final Path root;

  /** Nothing is there yet. */
  public HostFixture(Path root) {
    this.root = root;
    directory("proc");
    directory("sys");
  }

  /** Everything but sensors and frequency control is there, as the machine was at its start. */
  public HostFixture machine() {
    stat("10 0 10 70 10 0 0 0", "5 0 5 35 5 0 0 0", "5 0 5 35 5 0 0 0", 1000);
    proc("loadavg", "0.50 0.40 0.30 2/155 5955\n");
    proc("meminfo", meminfo(8_000_000, 6_000_000, 1000, 400));
    diskstats(1000, 2000, 50);
    physicalDisk("vda");
    directory("sys/block/loop0");
    netDev(10_000, 500, 700);
    proc("uptime", "1088.68 1909.68\n");
    process(1);
    process(42);
    return this;
  }

  public Path procDir() {
    return root.resolve("proc");
  }

  public Path sysDir() {
    return root.resolve("sys");
  }

  HostFixture proc(String file, String content) {
    return write("proc/" + file, content);
  }

  HostFixture sys(String file, String content) {
    return write("sys/" + file, content);
  }

  void stat(String all, String first, String second, long contextSwitches) {
    proc(
        "stat",
        "cpu  %s 0 0\ncpu0 %s 0 0\ncpu1 %s 0 0\nintr 248388 0 0\nctxt %d\nbtime 1795402712\n"
            .formatted(all, first, second, contextSwitches));
  }

  static String meminfo(long totalKib, long availableKib, long swapTotalKib, long swapFreeKib) {
    return """
        MemTotal:       %d kB
        MemFree:        1 kB
        MemAvailable:   %d kB
        SwapTotal:      %d kB
        SwapFree:       %d kB
        HugePages_Total:       0
        """
        .formatted(totalKib, availableKib, swapTotalKib, swapFreeKib);
  }

  void diskstats(long readSectors, long writtenSectors, long busyMs) {
    proc(
        "diskstats",
        """
           7       0 loop0 9 9 99999 9 9 9 99999 9 9 99999 9 0 0 0 0 0 0
         254       0 vda 55447 23464 %d 40103 2136 5434 %d 3837 0 %d 45181 0 0 0 0 0 0
         254       1 vda1 55447 23464 %d 40103 2136 5434 %d 3837 0 %d 45181 0 0 0 0 0 0
        """
            .formatted(readSectors, writtenSectors, busyMs, readSectors, writtenSectors, busyMs));
  }

  void physicalDisk(String name) {
    directory("sys/block/" + name + "/device");
  }

  void netDev(long received, long sent, long loopback) {
    proc(
        "net/dev",
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
            lo:  %d     121    0    0    0     0          0         0   %d     121    0    0    0
          eth0:%d    2349    0    0    0     0          0         0   %d    2159    0    0    0
        """
            .formatted(loopback, loopback, received, sent));
  }

  void process(int pid) {
    directory("proc/" + pid);
  }

  HostFixture zone(int number, String type, String temperature) {
    sys("class/thermal/thermal_zone" + number + "/type", type + "\n");
    return sys("class/thermal/thermal_zone" + number + "/temp", temperature + "\n");
  }

  HostFixture monitor(int number, String name, String file, String content) {
    sys("class/hwmon/hwmon" + number + "/name", name + "\n");
    return sys("class/hwmon/hwmon" + number + "/" + file, content + "\n");
  }

  void remove(String file) {
    try {
      Files.delete(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HostFixture write(String file, String content) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void directory(String name) {
    try {
      Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
