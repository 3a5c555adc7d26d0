// SPDX-License-Identifier: Apache-2.0
/**
 * The product's system calls with crash points, for programs of the tests. It has the package of
 * the class that it takes the place of.
 */
package org.evo.shm.linux.posix;
