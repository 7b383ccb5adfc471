@NullMarked
package dev.longshore.deploy;

import org.jspecify.annotations.NullMarked;
