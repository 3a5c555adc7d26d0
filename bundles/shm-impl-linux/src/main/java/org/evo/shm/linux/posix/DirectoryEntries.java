// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What {@code getdents64(2)} fills a buffer with: struct linux_dirent64, inode u64@0, offset u64@8,
 * length u16@16, type u8@18, name@19 up to a zero; the same on every processor.
 */
final class DirectoryEntries {

  static final int BUFFER_BYTES = 32 << 10;
  private static final int LENGTH_AT = 16;
  private static final int NAME_AT = 19;

  private DirectoryEntries() {}

  static void addNames(byte[] entries, int bytes, List<String> names) {
    ByteBuffer b = ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes; at += b.getShort(at + LENGTH_AT) & 0xFFFF) {
      int end = at + NAME_AT;
      boolean ascii = true;
      while (entries[end] != 0) {
        ascii &= entries[end] > 0;
        end++;
      }
      String name =
          new String(entries, at + NAME_AT, end - at - NAME_AT, StandardCharsets.US_ASCII);
      if (ascii && !name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
    }
  }
}
