/**
 * The image, as far as it can be looked at without a builder: its Dockerfile and the files it takes
 * from the source tree.
 *
 * <p>{@code .ci/image} builds it and runs it, where the tools for that are installed.
 */
@NullMarked
package dev.longshore.image;

import org.jspecify.annotations.NullMarked;
