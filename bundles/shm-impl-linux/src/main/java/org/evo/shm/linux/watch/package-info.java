// SPDX-License-Identifier: Apache-2.0
/**
 * What the kernel tells by itself: names that come and go in the directory, processes that end.
 * Hints only: files and their locks decide.
 */
package org.evo.shm.linux.watch;
