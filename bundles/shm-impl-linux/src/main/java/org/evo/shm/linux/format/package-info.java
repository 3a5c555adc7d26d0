// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of a segment's file, of its metadata and of their names. The only package that knows
 * offsets; {@code include/evo_shm.h} says the same for C, and a test holds both against each other.
 */
package org.evo.shm.linux.format;
