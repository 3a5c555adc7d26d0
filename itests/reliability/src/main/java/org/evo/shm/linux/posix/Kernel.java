// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The C library itself, as the product maps it, and the means to die. */
final class Kernel {

  static {
    Native.register(Kernel.class, "c");
  }

  private Kernel() {}

  static native int open(String path, int flags, int mode) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static native int fcntl(int fd, int command, byte[] flock) throws LastErrorException;

  static native int linkat(int oldDir, String oldPath, int newDir, String newPath, int flags)
      throws LastErrorException;

  static native int rename(String oldPath, String newPath) throws LastErrorException;

  static native int unlink(String path) throws LastErrorException;

  static native int statx(int dirFd, String path, int flags, int mask, byte[] result)
      throws LastErrorException;

  static native int statfs(String path, byte[] result) throws LastErrorException;

  static native long pread(int fd, byte[] dst, long count, long offset) throws LastErrorException;

  static native long pwrite(int fd, byte[] src, long count, long offset) throws LastErrorException;

  static native long read(int fd, byte[] dst, long count) throws LastErrorException;

  static native long write(int fd, byte[] src, long count) throws LastErrorException;

  static native int poll(byte[] descriptors, long count, int timeoutMs) throws LastErrorException;

  static native int eventfd(int initial, int flags) throws LastErrorException;

  static native int epoll_create1(int flags) throws LastErrorException;

  static native int epoll_ctl(int epoll, int operation, int fd, byte[] event)
      throws LastErrorException;

  static native int epoll_wait(int epoll, byte[] events, int most, int timeoutMs)
      throws LastErrorException;

  static native int inotify_init1(int flags) throws LastErrorException;

  static native int inotify_add_watch(int fd, String path, int mask) throws LastErrorException;

  static native int fallocate(int fd, int mode, long offset, long length) throws LastErrorException;

  static native int ftruncate(int fd, long length) throws LastErrorException;

  static native int fchmod(int fd, int mode) throws LastErrorException;

  static native int fchown(int fd, int uid, int gid) throws LastErrorException;

  /** Now, when {@code times} is null. */
  static native int futimens(int fd, Pointer times) throws LastErrorException;

  /** Returns the error number instead of setting errno. */
  static native int posix_fallocate(int fd, long offset, long length);

  static native Pointer mmap(
      Pointer address, long length, int protection, int flags, int fd, long offset)
      throws LastErrorException;

  static native int madvise(Pointer address, long length, int advice) throws LastErrorException;

  static native int geteuid();

  /** Of the calling thread when {@code pid} is 0; so are the four that follow. */
  static native int sched_setscheduler(int pid, int policy, byte[] parameters)
      throws LastErrorException;

  static native int sched_getscheduler(int pid) throws LastErrorException;

  static native int sched_getparam(int pid, byte[] parameters) throws LastErrorException;

  static native int sched_setaffinity(int pid, long size, byte[] mask) throws LastErrorException;

  static native int sched_getaffinity(int pid, long size, byte[] mask) throws LastErrorException;

  static native long syscall(long number, long a, long b, long c) throws LastErrorException;

  static native long syscall(long number, long a, byte[] b, long c) throws LastErrorException;

  static native int getpid();

  static native int kill(int pid, int signal) throws LastErrorException;
}
