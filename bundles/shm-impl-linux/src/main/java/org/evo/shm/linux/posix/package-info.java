// SPDX-License-Identifier: Apache-2.0
/**
 * System calls, and nothing else: the only package that knows JNA. It knows files, locks and
 * mappings but neither segments nor their format.
 *
 * <p>Failures are {@link org.evo.shm.linux.posix.PosixException}, checked, with the errno.
 * Everything here is cold; nothing is called on the read or write path.
 */
package org.evo.shm.linux.posix;
