// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A part of a file in memory. The mapping is made from a fresh reopening, so that it keeps no lock
 * of the descriptor alive.
 *
 * <p>{@link #detach()} takes the file away from under the mapping without unmapping: from then on
 * the buffer shows zeros and keeps stores to itself, so that a thread that is still in it can
 * neither crash nor reach the file. The addresses go back when the garbage collector finds the
 * buffer unreachable.
 */
public final class MappedFile {

  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;

  /** MAP_FIXED, MAP_PRIVATE, MAP_ANONYMOUS, MAP_NORESERVE: the same on x86_64 and aarch64. */
  private static final int ANONYMOUS_OVERLAY = 0x4032;

  private static final int MADV_DONTFORK = 10;
  private static final long PAGE_BYTES = 4096;

  private final MappedByteBuffer buffer;
  private final boolean writable;
  private final AtomicBoolean detached = new AtomicBoolean();

  private MappedFile(MappedByteBuffer buffer, boolean writable) {
    this.buffer = buffer;
    this.writable = writable;
  }

  /**
   * Maps {@code length} bytes from {@code offset}, which is a multiple of the page size.
   *
   * @throws IOException when the file is shorter: mapping it would silently make it longer
   */
  public static MappedFile map(Descriptor file, long offset, long length, boolean writable)
      throws IOException {
    long sizeBytes = file.status().sizeBytes();
    if (offset + length > sizeBytes) {
      throw new IOException(
          file.path() + " has " + sizeBytes + " bytes, " + (offset + length) + " were expected");
    }
    // An interrupt would close the channel in the middle; it is put back afterwards.
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return new MappedFile(mapFresh(file, offset, length, writable), writable);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static MappedByteBuffer mapFresh(
      Descriptor file, long offset, long length, boolean writable) throws IOException {
    Set<StandardOpenOption> access =
        writable
            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
            : Set.of(StandardOpenOption.READ);
    FileChannel.MapMode mode =
        writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
    try (FileChannel channel = FileChannel.open(Path.of(file.procPath()), access)) {
      return channel.map(mode, offset, length);
    } catch (FileSystemException e) {
      // It names no errno; the same call fails again for the same reason.
      file.checkCanReopen(writable);
      throw e;
    } catch (IOException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new PosixException("mmap", length + " bytes of " + file.path(), Errno.ENOMEM);
      }
      throw e;
    }
  }

  /** The memory, little-endian; what it shows after {@link #detach} is zeros. */
  public ByteBuffer buffer() {
    return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Keeps the mapping out of children, which could otherwise write to it. */
  public void keepFromChildren() throws PosixException {
    try {
      LibC.madvise(address(), lengthBytes(), MADV_DONTFORK);
    } catch (LastErrorException e) {
      throw new PosixException("madvise", "DONTFORK", e.getErrorCode());
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  /** Hands changes to the file system; nothing to do for files that live in memory. */
  public void force() {
    if (writable && !detached.get()) {
      buffer.force();
    }
  }

  /** Takes the file away from under the mapping. Idempotent, safe from any thread. */
  public void detach() throws PosixException {
    if (!detached.compareAndSet(false, true)) {
      return;
    }
    int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    try {
      LibC.mmap(address(), lengthBytes(), protection, ANONYMOUS_OVERLAY, -1, 0);
    } catch (LastErrorException e) {
      detached.set(false);
      throw new PosixException("mmap", "overlay of " + lengthBytes(), e.getErrorCode());
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  private Pointer address() {
    return Native.getDirectBufferPointer(buffer);
  }

  private long lengthBytes() {
    return (buffer.capacity() + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
  }
}
