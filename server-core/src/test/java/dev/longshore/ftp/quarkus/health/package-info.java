@NullMarked
package dev.longshore.ftp.quarkus.health;

import org.jspecify.annotations.NullMarked;
