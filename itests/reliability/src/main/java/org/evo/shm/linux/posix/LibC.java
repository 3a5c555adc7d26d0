// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import static org.evo.shm.linux.posix.CrashPoints.around;

import com.sun.jna.Pointer;

/**
 * Takes the place of the product's class of this name in programs that are to crash at a system
 * call: the same methods, each with a crash point before and behind it. It comes first on the class
 * path of those programs, and nowhere else.
 */
final class LibC {

  private LibC() {}

  static int open(String path, int flags, int mode) {
    // Whoever takes a maintenance lock is about to change something; others only look.
    String name = path.endsWith(".lock") ? "open-lock" : "open";
    return around(name, () -> Kernel.open(path, flags, mode));
  }

  static int close(int fd) {
    return around("close", () -> Kernel.close(fd));
  }

  static int fcntl(int fd, int command, byte[] flock) {
    return around("fcntl", () -> Kernel.fcntl(fd, command, flock));
  }

  static int linkat(int oldDir, String oldPath, int newDir, String newPath, int flags) {
    return around("linkat", () -> Kernel.linkat(oldDir, oldPath, newDir, newPath, flags));
  }

  static int rename(String oldPath, String newPath) {
    return around("rename", () -> Kernel.rename(oldPath, newPath));
  }

  static int unlink(String path) {
    return around("unlink", () -> Kernel.unlink(path));
  }

  static int statx(int dirFd, String path, int flags, int mask, byte[] result) {
    return around("statx", () -> Kernel.statx(dirFd, path, flags, mask, result));
  }

  static int statfs(String path, byte[] result) {
    return around("statfs", () -> Kernel.statfs(path, result));
  }

  static long pread(int fd, byte[] dst, long count, long offset) {
    return around("pread", () -> Kernel.pread(fd, dst, count, offset));
  }

  static long pwrite(int fd, byte[] src, long count, long offset) {
    return around("pwrite", () -> Kernel.pwrite(fd, src, count, offset));
  }

  static long read(int fd, byte[] dst, long count) {
    return around("read", () -> Kernel.read(fd, dst, count));
  }

  static long write(int fd, byte[] src, long count) {
    return around("write", () -> Kernel.write(fd, src, count));
  }

  static int poll(byte[] descriptors, long count, int timeoutMs) {
    return around("poll", () -> Kernel.poll(descriptors, count, timeoutMs));
  }

  static int eventfd(int initial, int flags) {
    return around("eventfd", () -> Kernel.eventfd(initial, flags));
  }

  static int epoll_create1(int flags) {
    return around("epoll_create1", () -> Kernel.epoll_create1(flags));
  }

  static int epoll_ctl(int epoll, int operation, int fd, byte[] event) {
    return around("epoll_ctl", () -> Kernel.epoll_ctl(epoll, operation, fd, event));
  }

  static int epoll_wait(int epoll, byte[] events, int most, int timeoutMs) {
    return around("epoll_wait", () -> Kernel.epoll_wait(epoll, events, most, timeoutMs));
  }

  static int inotify_init1(int flags) {
    return around("inotify_init1", () -> Kernel.inotify_init1(flags));
  }

  static int inotify_add_watch(int fd, String path, int mask) {
    return around("inotify_add_watch", () -> Kernel.inotify_add_watch(fd, path, mask));
  }

  static int fallocate(int fd, int mode, long offset, long length) {
    return around("fallocate", () -> Kernel.fallocate(fd, mode, offset, length));
  }

  static int ftruncate(int fd, long length) {
    return around("ftruncate", () -> Kernel.ftruncate(fd, length));
  }

  static int fchmod(int fd, int mode) {
    return around("fchmod", () -> Kernel.fchmod(fd, mode));
  }

  static int fchown(int fd, int uid, int gid) {
    return around("fchown", () -> Kernel.fchown(fd, uid, gid));
  }

  /** No point to die at: nothing depends on it, and the watch calls it at any time. */
  static int futimens(int fd, Pointer times) {
    return Kernel.futimens(fd, times);
  }

  static int posix_fallocate(int fd, long offset, long length) {
    return around("posix_fallocate", () -> Kernel.posix_fallocate(fd, offset, length));
  }

  static Pointer mmap(
      Pointer address, long length, int protection, int flags, int fd, long offset) {
    return around("mmap", () -> Kernel.mmap(address, length, protection, flags, fd, offset));
  }

  static int madvise(Pointer address, long length, int advice) {
    return around("madvise", () -> Kernel.madvise(address, length, advice));
  }

  static int kill(int pid, int signal) {
    return around("kill", () -> Kernel.kill(pid, signal));
  }

  static int geteuid() {
    return around("geteuid", Kernel::geteuid);
  }

  static int sched_setscheduler(int pid, int policy, byte[] parameters) {
    return around("sched_setscheduler", () -> Kernel.sched_setscheduler(pid, policy, parameters));
  }

  static int sched_getscheduler(int pid) {
    return around("sched_getscheduler", () -> Kernel.sched_getscheduler(pid));
  }

  static int sched_getparam(int pid, byte[] parameters) {
    return around("sched_getparam", () -> Kernel.sched_getparam(pid, parameters));
  }

  static int sched_setaffinity(int pid, long size, byte[] mask) {
    return around("sched_setaffinity", () -> Kernel.sched_setaffinity(pid, size, mask));
  }

  static int sched_getaffinity(int pid, long size, byte[] mask) {
    return around("sched_getaffinity", () -> Kernel.sched_getaffinity(pid, size, mask));
  }

  static long syscall(long number, long a, long b, long c) {
    return around("syscall", () -> Kernel.syscall(number, a, b, c));
  }

  static long syscall(long number, long a, byte[] b, long c) {
    return around("syscall", () -> Kernel.syscall(number, a, b, c));
  }
}
